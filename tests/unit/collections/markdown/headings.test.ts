import { describe, expect, it } from 'vitest';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { contextFor, render, renderHtml } from '#tests/setup/markdown.ts';

async function slugsOf(text: string) {
  return (await render(text)).headings.map(({ slug }) => slug);
}

describe('a heading', () => {
  it('has an anchor that follows its words and says where it leads', async () => {
    expect(await renderHtml('# Two boats')).toBe(
      '<h2 id="two-boats">Two boats <a class="anchor" href="#two-boats" aria-label="Link to this section: Two boats">#</a></h2>',
    );
  });

  it.each([
    ['# Ünï çödé', 'ünï-çödé'],
    ['# 漢字の見出し', '漢字の見出し'],
    ['# مرحبا بالعالم', 'مرحبا-بالعالم'],
    ['# Cafe\u0301', 'caf\u00e9'],
    ['# A `code` and *more*', 'a-code-and-more'],
    ['# What? Why!', 'what-why'],
    ['# !!!', 'section'],
    ['# ![A boat](./photo.jpg)', 'a-boat'],
    ['# 2026', '2026'],
    ['# Constructor', 'constructor'],
  ])('is named for its words in any script: %j', async (text, slug) => {
    expect(await slugsOf(text)).toEqual([slug]);
  });

  it('of the same words as another is numbered', async () => {
    expect(await slugsOf('# Same\n\n# Same\n\n# Same 1\n\n# Same')).toEqual([
      'same',
      'same-1',
      'same-1-1',
      'same-2',
    ]);
  });

  it('takes no id that the page or the text has already', async () => {
    expect(
      await slugsOf(
        '# Content\n\n# Related\n\n# Footnote label\n\n# Mine\n\n# Fn 1\n\n<b id="mine">x</b> y[^1]\n\n[^1]: z',
      ),
    ).toEqual([
      'content-1',
      'related-1',
      expect.stringMatching(/^footnote-label-\d$/),
      'mine-1',
      'fn-1-1',
    ]);
  });

  it('in raw HTML keeps the id that its author gave it', async () => {
    const { headings, html } = await render('<h3 id="given">Words</h3>');
    expect(headings).toEqual([{ depth: 2, slug: 'given', text: 'Words' }]);
    expect(html).toContain('href="#given"');
  });

  it('goes down one level at a time from <h2>, whatever its author began with', async () => {
    const { headings } = await render('### a\n\n##### b\n\n### c\n\n# d\n\n###### e\n\n## f');
    expect(headings.map(({ depth, text }) => `${text}${depth}`)).toEqual([
      'a2',
      'b3',
      'c2',
      'd2',
      'e3',
      'f3',
    ]);
  });

  it('is never deeper than <h6>', async () => {
    const { headings } = await render('# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f');
    expect(headings.map(({ depth }) => depth)).toEqual([2, 3, 4, 5, 6, 6]);
  });

  it('may be underlined', async () => {
    expect(await slugsOf('One\n===\n\nTwo\n---')).toEqual(['one', 'two']);
  });

  it('names its link in the words of the language', async () => {
    const html = await renderHtml('# Eins', contextFor('de', { 'article.anchor': 'Link hierher' }));
    expect(html).toContain('aria-label="Link hierher: Eins"');
  });

  it('without words is refused', () => {
    expect(checkSource('Text\n\n##\n').mistakes).toEqual([
      {
        line: 3,
        field: 'heading',
        found: 'a heading without words',
        wanted: 'words after the #, or no heading',
      },
    ]);
  });
});
