import { describe, expect, it } from 'vitest';
import { fieldHtml, indexableHtml } from '#src/collections/search/indexable-html.ts';
import { renderHtml } from '#tests/setup/markdown.ts';

describe('a body as the index takes it in', () => {
  it.each([
    ['has blocks and what is read in them', '<p>One <em>two</em></p>', '<p>One two</p>'],
    [
      'has headings with their ids, and nothing else with one',
      '<h2 id="a" class="b">A</h2><p id="p">B</p><h5 id="five">C</h5><span id="s">D</span>',
      '<h2 id="a">A</h2><p>B</p><h5>C</h5>D',
    ],
    [
      'leaves out links to headings',
      '<h3 id="a">A<a class="anchor" href="#a">#</a> B</h3>',
      '<h3 id="a">A B</h3>',
    ],
    [
      'leaves out marks of notes, and links back from them',
      '<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup> two</p><ol><li id="fn-1">Note <a href="#fnref-1" class="backref">↩</a></li></ol>',
      '<p>One two</p><ol><li>Note</li></ol>',
    ],
    ['keeps other raised text', '<p>x<sup>2</sup></p>', '<p>x2</p>'],
    ['leaves out the heading over notes', '<h2 id="footnote-label">Notes</h2><p>A</p>', '<p>A</p>'],
    [
      'leaves out labels of switches',
      '<label for="x">Wrap</label><pre>code</pre>',
      '<pre>code</pre>',
    ],
    [
      'leaves out pictures, and keeps what is written below them',
      '<figure><picture><source srcset="a.avif"><img src="a.jpg" alt="An alt text"></picture><figcaption>Below</figcaption></figure>',
      '<figcaption>Below</figcaption>',
    ],
    ['parts words at line breaks', '<p>one<br>two</p>', '<p>one two</p>'],
    [
      'is not misled by signs in attributes',
      '<p><a title="a > b" href="/x">c</a> d</p>',
      '<p>c d</p>',
    ],
    [
      'is not misled by elements inside those left out',
      '<p>a<a class="anchor" href="#x"><span>b</span></a>c</p>',
      '<p>ac</p>',
    ],
    [
      'keeps what is escaped so',
      '<p>a &lt;b&gt; &amp;amp; c</p>',
      '<p>a &lt;b&gt; &amp;amp; c</p>',
    ],
    ['has straight apostrophes in words', '<p>l’été ‘so’ ’tis</p>', "<p>l'été ‘so’ ’tis</p>"],
    ['has its letters composed', '<p>Mu\u0308ller</p>', '<p>Müller</p>'],
    ['may be empty', '', ''],
    ['may be no HTML', 'just text', 'just text'],
  ])('%s', (_what, html, expected) => {
    expect(indexableHtml(html)).toBe(expected);
  });

  it('has no digests and keys, but long words', () => {
    const digest = 'd41d8cd98f00b204e9800998ecf8427e';
    const key = 'AAAAB3NzaC1yc2EAAAADAQABAAABAQC7'.repeat(4);
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän';
    const html = indexableHtml(`<p>a ${digest} b ${key} c ${word}</p>`);
    expect(html.split(/[\s<>]+/u).filter((text) => text.length > 2)).toEqual([word]);
  });

  it('ends blocks where their text ends', () => {
    expect(indexableHtml('<p>One\n</p><p> two </p>')).toBe('<p>One</p><p> two</p>');
  });
});

describe('a body as it is rendered', () => {
  it('is taken in without what is not read in it', async () => {
    const html = await renderHtml(
      [
        '## A “head”',
        'One[^a] two l’été.',
        '```js title="x.js"\nconst a = 1;\n```',
        '> [!NOTE]\n> call',
        '- [ ] task',
        '![alt "x" > y](./photo.jpg "Below it")',
        '| a | b |\n|-|-|\n| c | d |',
        '[^a]: The note.',
      ].join('\n\n'),
    );
    const taken = indexableHtml(html);
    const words = taken
      .replace(/<[^>]*>/gu, ' ')
      .split(/\s+/u)
      .filter(Boolean)
      .join(' ');
    expect(words).toBe(
      "A “head” One two l'été. x.js const a = 1; Note call task Below it a b c d The note.",
    );
    expect(taken).toContain('<h2 id="a-head">A “head”</h2>');
    expect([...taken.matchAll(/ [a-z-]+="/gu)]).toHaveLength(1);
  });
});

describe('a field', () => {
  it('is escaped', () => {
    expect(fieldHtml('meta', 'title', '</p><script> & "l’été"')).toBe(
      `<p data-pagefind-meta="title">&lt;/p&gt;&lt;script&gt; &amp; &quot;l'été&quot;</p>`,
    );
  });

  it('is not written where it is empty', () => {
    expect(fieldHtml('filter', 'series', '')).toBe('');
  });
});
