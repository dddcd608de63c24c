import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmbeddedEntry } from '#src/collections/contentful/rich-text/rich-text-context.ts';
import {
  convert,
  doc,
  node,
  p,
  show,
  shownIn,
  t,
  target,
  type Node,
} from '#tests/setup/rich-text.ts';

const article: EmbeddedEntry = {
  kind: 'article',
  title: 'Another *article*',
  description: 'What it says.',
  href: '/articles/another/',
};

function list(type: string, ...items: readonly (readonly Node[])[]): Node {
  return node(type, {}, ...items.map((item) => node('list-item', {}, ...item)));
}

function row(type: string, ...cells: readonly (Node | readonly Node[])[]): Node {
  return node(
    'table-row',
    {},
    ...cells.map((cell) => node(type, {}, ...([cell].flat() as Node[]))),
  );
}

describe('a rich text', () => {
  it('becomes paragraphs with marks', async () => {
    const html = await show(
      doc(
        p(t('Plain, '), t('bold', 'bold'), t(', '), t('both', 'bold', 'italic'), t('.')),
        p(t('H'), t('2', 'subscript'), t('O, E=mc'), t('2', 'superscript')),
        p(t('under', 'underline'), t(' '), t('gone', 'strikethrough'), t(' '), t('x()', 'code')),
      ),
    );
    expect(html).toContain('<p>Plain, <strong>bold</strong>, <em><strong>both</strong></em>.</p>');
    expect(html).toContain('H<sub>2</sub>O, E=mc<sup>2</sup>');
    expect(html).toContain('<u>under</u> <del>gone</del> <code>x()</code>');
  });

  it('keeps marks that reach over spaces or into words', async () => {
    const html = await show(
      doc(p(t('a'), t(' bold ', 'bold'), t('b, un'), t('believ', 'italic'), t('able'))),
    );
    expect(html).toBe('<p>a <strong>bold</strong> b, un<em>believ</em>able</p>');
  });

  it.each([
    '*stars* and _lines_',
    '<b>bold</b> & <script>alert(1)</script>',
    '# no heading',
    '1. no list',
    '- no list',
    '[^1] without a note',
    '~~here~~ | there |',
    String.raw`back\slash \* $x$ ^`,
    '    far from the edge',
    'https://example.org/a_b_c and a@b.example',
    '[words](https://example.org)',
    '![alt](x.png)',
    '> quoted',
    '`code` and ``more``',
    '&amp; &copy; &#65;',
    '***',
    '===',
    '[!NOTE] in a line',
    'one | two',
  ])('shows %j as it is written', async (value) => {
    const html = await show(doc(p(t(value))));
    const shown = html
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&#x3C;', '<')
      .replaceAll('&#x26;', '&');
    expect(shown.trim()).toBe(value.trim());
    expect(html).toMatch(/^<p>/);
  });

  it('keeps line breaks', async () => {
    expect(await show(doc(p(t('one\ntwo'))))).toContain('one<br>\ntwo');
  });

  it('shifts its headings when it begins with the page’s', async () => {
    const html = await show(
      doc(
        node('heading-1', {}, t('First')),
        node('heading-6', {}, t('Last')),
        node('heading-2', {}, t('  ')),
      ),
    );
    expect(html).toContain('<h2 id="first">');
    expect(html).toContain('id="last"');
    expect(html).not.toContain('<h3 id="">');
  });

  it('has lists in lists, and lists beside lists', async () => {
    const html = await show(
      doc(
        list(
          'unordered-list',
          [p(t('a')), list('ordered-list', [p(t('a1'))], [p(t('a2'))])],
          [p(t('b'))],
        ),
        list('unordered-list', [p(t('c')), p(t('more of c'))]),
      ),
    );
    expect(html.match(/<ul>/g)).toHaveLength(2);
    expect(html.match(/<ol>/g)).toHaveLength(1);
    expect(html).toContain('more of c');
  });

  it('has rules and quotes, of which some are callouts', async () => {
    const html = await show(
      doc(
        node('hr', {}),
        node('blockquote', {}, p(t('Said.'))),
        node('blockquote', {}, p(t('[!TIP] Try it')), p(t('It works.'))),
      ),
    );
    expect(html).toContain('<hr>');
    expect(html).toContain('<blockquote>');
    expect(html).toContain('<aside class="callout tip"');
  });

  it('has footnotes like any other text', async () => {
    const html = await show(
      doc(p(t('Words[^a] go on.')), p(t('[^a]: The '), t('note', 'bold'), t('.'))),
    );
    expect(html).toContain('id="fnref-1"');
    expect(html).toContain('<strong>note</strong>');
  });

  it('takes a paragraph of nothing but code for a block', async () => {
    const html = await show(doc(p(t('let a = 1;\nlet b = `2`;', 'code'))));
    expect(html).toContain('<figure class="code">');
    expect(html).toContain('let b = `2`;');
  });
});

describe('a table', () => {
  it('has a head', async () => {
    const table = node(
      'table',
      {},
      row('table-header-cell', p(t('Name')), p(t('|Size|', 'bold'))),
      row('table-cell', p(t('a|b')), p()),
    );
    const html = await show(doc(table));
    expect(html).toMatch(/<thead>[\s\S]*<th scope="col">Name<\/th>/);
    expect(html).toContain('<strong>|Size|</strong>');
    expect(html).toContain('a|b');
  });

  it('keeps spans, blocks and pictures in its cells', async () => {
    const cells = node(
      'table-row',
      {},
      node(
        'table-cell',
        { colspan: 2 },
        p(t('one')),
        list('unordered-list', [p(t('two\n\nthree'))]),
      ),
      node('table-cell', {}, node('embedded-asset-block', target('photo', 'Asset'))),
    );
    const html = await show(doc(node('table', {}, cells)), {
      assets: {
        photo: {
          kind: 'picture',
          src: '/_contentful/a/b/c.jpg',
          url: 'https://x.example/c.jpg',
          alt: 'A "photo"',
          caption: null,
        },
      },
    });
    expect(html).toContain('<td colspan="2">');
    expect(html).toContain('<li>');
    expect(html).toContain('src="/_contentful/a/b/c.jpg"');
    expect(html).toContain('three');
  });
});

describe('links', () => {
  it('lead to addresses and articles', async () => {
    const html = await show(
      doc(
        p(
          node('hyperlink', { uri: 'https://example.org/?a=1&b="2"' }, t('there', 'bold')),
          t(' '),
          node('entry-hyperlink', target('other'), t('here')),
          t(' '),
          node('asset-hyperlink', target('pdf', 'Asset'), t('file')),
        ),
      ),
      {
        entries: { other: article },
        assets: {
          pdf: {
            kind: 'file',
            url: 'https://assets.example/a.pdf',
            title: 'A',
            contentType: 'application/pdf',
            sizeInBytes: 5,
          },
        },
      },
    );
    expect(html).toContain(
      '<a href="https://example.org/?a=1&#x26;b=%222%22"><strong>there</strong></a>',
    );
    expect(html).toContain('<a href="/articles/another/">here</a>');
    expect(html).toContain('<a href="https://assets.example/a.pdf">file</a>');
  });

  it.each(['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', ''])(
    'never lead to %j, and their words stay',
    (uri) => {
      const { markdown, mistakes } = convert(doc(p(node('hyperlink', { uri }, t('words')))));
      expect(markdown).toBe('words');
      expect(mistakes).toMatchObject([{ kind: 'wrong' }]);
    },
  );

  it('to what is not published are words', () => {
    const { markdown, mistakes } = convert(
      doc(
        p(
          node('entry-hyperlink', target('gone'), t('words')),
          node('resource-hyperlink', {}, t(' more')),
        ),
      ),
    );
    expect(markdown).toBe('words more');
    expect(mistakes).toMatchObject([
      { kind: 'missing', found: expect.stringContaining('gone') },
      { kind: 'missing' },
    ]);
  });

  it('without words are nothing', () => {
    expect(convert(doc(p(t('a'), node('hyperlink', { uri: 'https://x.example' })))).markdown).toBe(
      'a',
    );
  });
});

function embed(id: string): Node {
  return node('embedded-entry-block', target(id));
}

describe('what is embedded', () => {
  it('is a card, code, a callout, a picture, a link or a text', async () => {
    const html = await show(
      doc(
        embed('article'),
        embed('code'),
        embed('callout'),
        embed('video'),
        embed('text'),
        embed('picture'),
      ),
      {
        entries: {
          article,
          code: { kind: 'code', code: 'const a = "```";\n', language: 'TS', title: 'src/"a".ts' },
          callout: { kind: 'callout', tone: 'Warning', title: 'Mind *this*', text: 'One\n\n- two' },
          video: { kind: 'link', url: 'https://video.example/1', title: 'A film' },
          text: { kind: 'text', markdown: '## Own\n\n- item' },
          picture: {
            kind: 'picture',
            src: '/_contentful/a/b/c.jpg',
            alt: 'What it shows',
            caption: 'Said',
            credit: 'Somebody',
            isWide: true,
          },
        },
      },
    );
    expect(html).toContain(
      '<aside class="card"><p class="card-title"><a href="/articles/another/">Another *article*</a></p><p>What it says.</p></aside>',
    );
    expect(html).toContain('data-language="ts"');
    expect(html).toContain('src/ a .ts');
    expect(html).toContain('<aside class="callout warning"');
    expect(html).toContain('Mind *this*');
    expect(html).toContain('<a href="https://video.example/1">A film</a>');
    expect(html).toContain('<h2 id="own">');
    expect(html).toContain('#wide');
  });

  it('is a link in a line', async () => {
    const html = await show(
      doc(p(t('See '), node('embedded-entry-inline', target('article')), t('.'))),
      {
        entries: { article },
      },
    );
    expect(html).toContain('See <a href="/articles/another/">Another *article*</a>.');
  });

  it('is a link to a file with its size', async () => {
    const html = await show(doc(node('embedded-asset-block', target('pdf', 'Asset'))), {
      assets: {
        pdf: {
          kind: 'file',
          url: 'https://assets.example/a.pdf',
          title: 'Report',
          contentType: 'application/pdf',
          sizeInBytes: 2_345_678,
        },
      },
    });
    expect(html).toContain('<a href="https://assets.example/a.pdf">Report</a> (PDF, 2.3 MB)');
  });

  it('is told of where it is not published, and the text around it stays', () => {
    const { markdown, mistakes } = convert(doc(p(t('before')), embed('gone'), p(t('after'))));
    expect(markdown).toBe('before\n\nafter');
    expect(mistakes).toMatchObject([{ kind: 'missing', found: expect.stringContaining('gone') }]);
  });
});

describe('a document that is none of ours', () => {
  it.each([null, 'text', 4, [], {}, { nodeType: 'paragraph' }])('is refused: %j', (document) => {
    const { markdown, mistakes } = convert(document);
    expect(markdown).toBe('');
    expect(mistakes).toMatchObject([{ kind: 'wrong' }]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'unknown-thing', ''])(
    'loses nodes of the type %j, and keeps what they hold',
    (type) => {
      const { markdown } = convert(doc(node(type, {}, p(t('kept'))), p(node(type, {}, t('too')))));
      expect(markdown).toBe('kept\n\ntoo');
    },
  );

  it('may lack data, content, marks and values', () => {
    const bare = {
      nodeType: 'document',
      content: [
        { nodeType: 'hyperlink' },
        {
          nodeType: 'paragraph',
          content: [
            { nodeType: 'text' },
            null,
            3,
            { nodeType: 'text', value: 'a', marks: [null, { type: 'constructor' }] },
          ],
        },
        { nodeType: 'embedded-asset-block', data: null },
        { nodeType: 'table' },
        { nodeType: 'list-item', content: 'no' },
      ],
    };
    expect(convert(bare).markdown).toContain('a');
  });

  it('puts rows, items and cells that stand alone where they may stand', async () => {
    const html = await show(
      doc(row('table-cell', p(t('cell'))), node('unordered-list', {}, p(t('item')))),
    );
    expect(html).toContain('cell');
    expect(html).toContain('<li>item</li>');
  });

  it('is refused when it is 2,000 levels deep', () => {
    let deep: Node = p(t('x'));
    for (let level = 0; level < 2000; level += 1) deep = node('blockquote', {}, deep);
    const { mistakes } = convert(doc(deep));
    expect(mistakes).toMatchObject([{ kind: 'wrong', found: expect.stringContaining('deep') }]);
  });

  it('may have 100,000 paragraphs', () => {
    const content = Array.from({ length: 100_000 }, (_, n) => p(t(`line ${n}`)));
    const { markdown } = convert({ nodeType: 'document', data: {}, content });
    expect(markdown.endsWith('line 99999')).toBe(true);
  }, 60_000);
});

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.stringMatching(/^[*_`~<>[\]()!#|\\^:.+=&\-\s\w]{1,12}$/),
  fc.constantFrom('</table>', '<!--', '{{x}}', '```', '\n'),
);
const markNames = ['bold', 'italic', 'code', 'underline', 'strikethrough', 'superscript'];
const textNode = fc
  .record({ value: words, marks: fc.subarray(markNames) })
  .map(({ value, marks }) => t(value, ...marks));
const inline = fc.oneof(
  { weight: 4, arbitrary: textNode },
  fc
    .array(textNode, { maxLength: 2 })
    .map((content) => node('hyperlink', { uri: '/a/' }, ...content)),
);
const line = fc.array(inline, { maxLength: 5 });
const { block } = fc.letrec<{ block: Node }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    line.map((content) => p(...content)),
    line.map((content) => node('heading-2', {}, ...content)),
    fc
      .array(fc.array(tie('block'), { maxLength: 2 }), { maxLength: 3 })
      .map((items) => list('unordered-list', ...items)),
    fc.array(tie('block'), { maxLength: 2 }).map((content) => node('blockquote', {}, ...content)),
    fc
      .array(line, { minLength: 2, maxLength: 2 })
      .map((cells) => cells.map((cell) => p(...cell)))
      .map((cells) =>
        node('table', {}, row('table-header-cell', ...cells), row('table-cell', ...cells)),
      ),
  ),
}));

describe('any text', () => {
  it('becomes Markdown that is right, and shows the same words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 5 }), async (blocks) => {
        const document = doc(...blocks);
        // Explanations of abbreviations and notes are marks of texts, and are no words of them.
        fc.pre(!/\*\s*\[|\[[\^!]/.test(wordsIn(document)));
        const html = await show(document);
        expect(lettersOf(shownIn(html))).toBe(lettersOf(wordsIn(document)));
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** Letters and digits: what setting a text changes is marks and spaces. */
function lettersOf(text: string): string {
  return text.normalize('NFC').replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function wordsIn(one: Node): string {
  return (one.value ?? '') + (one.content ?? []).map(wordsIn).join('');
}
