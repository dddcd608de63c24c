import { describe, expect, it } from 'vitest';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { foreignMarksIn } from '#tests/setup/foreign-marks.ts';
import { article, bodyLine, loadFiles, problemsIn } from '#tests/setup/content.ts';
import { elementsOf, render, renderHtml } from '#tests/setup/markdown.ts';

/** Texts that the build refuses, with the line it names and a part of what it says it found. */
const refused: readonly (readonly [text: string, line: number, found: string])[] = [
  ['a\n\n<script>alert(1)</script>', 3, '<script>'],
  ['<SCRIPT SRC=//evil.example></SCRIPT>', 1, '<script>'],
  ['<script\n>alert(1)</script\n>', 1, '<script>'],
  ['a <script>alert(1)</script> b', 1, '<script>'],
  ['- a\n\n  <script>alert(1)</script>', 3, '<script>'],
  ['> <script>alert(1)</script>', 1, '<script>'],
  ['# <script>alert(1)</script>', 1, '<script>'],
  ['x[^1]\n\n[^1]: <script>alert(1)</script>', 3, '<script>'],
  ['| a |\n|---|\n| <script>alert(1)</script> |', 3, '<script>'],
  ['[<script>alert(1)</script>](/)', 1, '<script>'],
  ['<div>\n<p>\n<script>alert(1)</script>\n</p></div>', 3, '<script>'],
  ['<table><tr><td><script>x</script></td></tr></table>', 1, '<script>'],
  ['text <!-- unclosed\n\n<script>alert(1)</script>', 3, '<script>'],
  ['<!-- unclosed\n\n<script>alert(1)</script>', 1, 'HTML that does not end'],
  ['text <!--> <script>alert(1)</script> -->', 1, '<script>'],
  ['text <!-- a --!> <script>alert(1)</script>', 1, '<script>'],
  ['<![CDATA[ <script>alert(1)</script> ]]>', 1, '<![CDATA['],
  ['Words\n\n<?php system($_GET[0]) ?>', 3, '<?php'],
  ['<!DOCTYPE html>', 1, '<!DOCTYPE'],
  ['<p\n  onclick="alert(1)">x</p>', 1, '<p onclick'],
  ['<P ONCLICK=alert(1)>x</P>', 1, '<p onclick'],
  ['<img src="/x.png" alt="x" onerror="alert(1)">', 1, '<img onerror'],
  ['<image src="/x.png" alt="x" onerror="alert(1)">', 1, '<img onerror'],
  ['<td onmouseover=alert(1)>x</td>', 1, '<td onmouseover'],
  ['<body onload=alert(1)>', 1, '<body>'],
  ['<html onclick=alert(1)>', 1, '<html>'],
  ['<frameset onload=alert(1)>', 1, '<frameset>'],
  ['<details ontoggle=alert(1) open>x</details>', 1, '<details ontoggle'],
  ['[x](javascript:alert(1))', 1, 'javascript:alert(1)'],
  ['[x](JaVaScRiPt:alert(1))', 1, 'JaVaScRiPt:alert(1)'],
  ['[x](&#106;avascript:alert(1))', 1, 'javascript:alert(1)'],
  ['[x](javascript&colon;alert(1))', 1, 'javascript:alert(1)'],
  ['[x](&Tab;javascript:alert(1))', 1, 'javascript:alert(1)'],
  ['[x](java&#10;script:alert(1))', 1, 'java\\nscript:alert(1)'],
  ['[x](<java\tscript:alert(1)>)', 1, 'java\\tscript:alert(1)'],
  ['[x](vbscript:x)', 1, 'vbscript:x'],
  ['[x](data:text/html,<b>)', 1, 'data:text/html'],
  ['[x](blob:https://x.example/1)', 1, 'blob:'],
  ['[x](file:///etc/passwd)', 1, 'file:///etc/passwd'],
  ['a\n\n[x]: javascript:alert(1)\n\n[x]', 3, 'javascript:alert(1)'],
  ['[never-used]: javascript:alert(1)', 1, 'javascript:alert(1)'],
  ['a\n\n<javascript:alert(1)>', 3, 'javascript:alert(1)'],
  ['<data:text/html,x>', 1, 'data:text/html,x'],
  ['![x](javascript:alert(1))', 1, 'javascript:alert(1)'],
  ['![x](data:image/svg+xml;base64,PHN2Zz4=)', 1, 'data:image/svg+xml'],
  ['<a href="java\tscript:alert(1)">x</a>', 1, 'java\\tscript:alert(1)'],
  ['<a href="&#106;avascript:alert(1)">x</a>', 1, 'javascript:alert(1)'],
  ['<a href="&#x6A&#x61vascript&colon;alert(1)">x</a>', 1, 'javascript:alert(1)'],
  ["<a href=' javascript:alert(1)'>x</a>", 1, 'javascript:alert(1)'],
  ['<a href=javascript:alert(1)>x</a>', 1, 'javascript:alert(1)'],
  ['<a href="\u0001javascript:alert(1)">x</a>', 1, 'javascript:alert(1)'],
  ['<blockquote cite="javascript:x">x</blockquote>', 1, 'javascript:x'],
  ['<q cite="data:x">x</q>', 1, 'data:x'],
  ['<svg onload=alert(1)></svg>', 1, '<svg>'],
  ['<svg><a xlink:href="javascript:x"><text>x</text></a></svg>', 1, '<svg>'],
  ['<svg><p><style><g title="</style><img src=x onerror=alert(1)>">', 1, '<svg>'],
  ['<math><mi xlink:href="javascript:x">x</mi></math>', 1, '<math>'],
  [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1&gt;">',
    1,
    '<math>',
  ],
  ['<p style="position:fixed">x</p>', 1, '<p style'],
  ['<td style="text-align:left">x</td>', 1, '<td style'],
  ['<style>body{display:none}</style>', 1, '<style>'],
  ['<link rel="stylesheet" href="//evil.example">', 1, '<link>'],
  ['<iframe src="https://evil.example"></iframe>', 1, '<iframe>'],
  ['<object data="x"></object>', 1, '<object>'],
  ['<embed src="x">', 1, '<embed>'],
  ['<form action="https://evil.example"><input name="a"></form>', 1, '<form>'],
  ['<input type="checkbox" disabled>', 1, '<input>'],
  ['<button popovertarget="menu">x</button>', 1, '<button>'],
  ['<textarea></textarea>', 1, '<textarea>'],
  ['<meta http-equiv="refresh" content="0;url=https://evil.example">', 1, '<meta>'],
  ['<base href="https://evil.example/">', 1, '<base>'],
  ['<title>x</title>', 1, '<title>'],
  ['<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', 1, '<noscript>'],
  ['<template><b>x</b></template>', 1, '<template>'],
  ['<video src="x"></video>', 1, '<video>'],
  ['<x-widget>x</x-widget>', 1, '<x-widget>'],
  ['<constructor>x</constructor>', 1, '<constructor>'],
  ['<hasownproperty>x</hasownproperty>', 1, '<hasownproperty>'],
  ['<plaintext>', 1, '<plaintext>'],
  ['<section data-footnotes>x</section>', 1, '<section>'],
  ['<a data-footnote-ref href="#x">x</a>', 1, '<a datafootnoteref'],
  ['<h1>x</h1>', 1, '<h1>'],
  ['<p class="callout">x</p>', 1, '<p class'],
  ['<code class="language-js">x</code>', 1, '<code class'],
  ['<p hidden>x</p>', 1, '<p hidden'],
  ['<p popover>x</p>', 1, '<p popover'],
  ['<p contenteditable>x</p>', 1, '<p contenteditable'],
  ['<p tabindex="1">x</p>', 1, '<p tabindex'],
  ['<p role="button">x</p>', 1, '<p role'],
  ['<p slot="x">x</p>', 1, '<p slot'],
  ['<p data-x="y">x</p>', 1, '<p datax'],
  ['<p xmlns="http://www.w3.org/2000/svg">x</p>', 1, '<p xmlns'],
  ['<a href="/" ping="https://evil.example">x</a>', 1, '<a ping'],
  ['<a href="/" target="_blank">x</a>', 1, '<a target'],
  ['<img src="/x.png" srcset="https://evil.example/x 1x" alt="x">', 1, '<img srcset'],
  ['<img name="body" src="/x.png" alt="x">', 1, '<img name'],
  ['a\n\n<p id="content">x</p>', 3, 'id="content"'],
  ['<p id="footnote-label">x</p>', 1, 'id="footnote-label"'],
  ['<p id="menu">x</p>', 1, 'id="menu"'],
  ['<p id="a b">x</p>', 1, 'id="a b"'],
  ['<p id="">x</p>', 1, 'id=""'],
  ['<b id="x">a</b>\n\n<b id="x">b</b>', 3, 'id="x"'],
  ['a[^n]\n\n[^n]: note\n\n<b id="fn-1">x</b>', 5, 'id="fn-1"'],
  ['<b id="fnref-1">x</b> a[^n]\n\n[^n]: note', 1, 'id="fnref-1"'],
  [
    '<ul><li id="user-content-fn-n">x</li></ul>\n\na[^n]\n\n[^n]: note',
    1,
    'id="user-content-fn-n"',
  ],
  ['a\n\n```"><script>alert(1)</script>\ncode\n```', 3, 'the language'],
  ['<p onclick="x"\n\na', 1, 'HTML that does not end: "<p onclick'],
  ['<p\n\na', 1, 'HTML that does not end'],
  ["<p title='never closed\n\na", 1, 'HTML that does not end'],
  ['<p title="never closed\n\n<b>x</b>', 1, 'HTML that does not end'],
];

/** Texts that look hostile and come out as plain words, or as marks that do nothing. */
const harmless: readonly (readonly [text: string, html: string])[] = [
  ['`<script>`', '<p><code>&#x3C;script></code></p>'],
  ['\\<script>x', '<p>&#x3C;script>x</p>'],
  ['&lt;script&gt;x', '<p>&#x3C;script>x</p>'],
  ['&#60;img src=x onerror=alert(1)&#62;', '<p>&#x3C;img src=x onerror=alert(1)></p>'],
  ['<scr<b>ipt>x</b>', '<p>&#x3C;scr<b>ipt>x</b></p>'],
  ['<__proto__>x', '<p>&#x3C;<strong>proto</strong>>x</p>'],
  ['<a target=_blank href=/x>x', '<p>&#x3C;a target=_blank href=/x>x</p>'],
  ['<p __proto__="x">y</p>', '<p>y</p>'],
  ['<p title="</p><script>x</script>">y</p>', '<p title="</p><script>x</script>">y</p>'],
  ['a <!-- hidden --> b', '<p>a  b</p>'],
  ['a <!-- <script>x</script> --> b', '<p>a  b</p>'],
  ['</div></article></main><b>a</b>', '<b>a</b>'],
  ['[x](%6aavascript:alert(1))', '<p><a href="%6aavascript:alert(1)">x</a></p>'],
  ['[x](\\javascript:alert(1))', '<p><a href="%5Cjavascript:alert(1)">x</a></p>'],
  ['<a href="/x" href="javascript:alert(1)">x</a>', '<p><a href="/x">x</a></p>'],
  ['javascript:alert(1)', '<p>javascript:alert(1)</p>'],
  ['{{constructor.constructor(1)()}}', '<p>{{constructor.constructor(1)()}}</p>'],
  ['[^__proto__]', '<p>[^<strong>proto</strong>]</p>'],
  ['<p id="__proto__">x</p>', '<p id="__proto__">x</p>'],
];

describe('a hostile text', () => {
  it.each(refused)('is refused with its line: %j', async (text, line, found) => {
    const problems = await problemsIn({ 'articles/en/a.md': article({}, text) });
    expect(problems).toContainEqual({
      file: 'articles/en/a.md',
      line: bodyLine + line - 1,
      field: expect.stringMatching(/^(?:HTML|link|picture|code)$/),
      found: expect.stringContaining(found),
      wanted: expect.stringMatching(/\w/),
    });
  });

  it.each(refused)('would do no harm if the first look missed it: %j', async (text) => {
    // Rendering looks again, at the finished tree: it stops, or makes nothing that runs or loads.
    const outcome = await render(text).catch((error: Error) => error.name);
    const html = typeof outcome === 'string' ? outcome : outcome.html;
    const runs = elementsOf(html).filter(
      ({ tagName, properties }) =>
        /^(?:script|style|link|meta|base|iframe|object|embed|form|svg|math|template)$/.test(
          tagName,
        ) ||
        Object.keys(properties).some((name) => /^on|^style$|^srcDoc$/i.test(name)) ||
        [properties['href'], properties['src'], properties['cite']].some(
          (url) =>
            typeof url === 'string' && /^\s*(?:javascript|vbscript|data|blob|file):/i.test(url),
        ),
    );
    expect(typeof outcome === 'string' ? outcome : 'rendered').toMatch(
      /^(?:UnsafeTreeError|rendered)$/,
    );
    expect(runs).toEqual([]);
  });

  it.each(harmless)('may be words that only look so: %j', async (text, html) => {
    expect(checkSource(text).mistakes).toEqual([]);
    expect(await renderHtml(text)).toBe(html);
  });

  it('is named as often as it errs, each mark on its own line', () => {
    const text = '<p onclick="a">\n<script>x</script>\n<p onclick="b">\n\n[x](javascript:y)';
    expect(checkSource(text).mistakes.map(({ line, found }) => `${line} ${found}`)).toEqual([
      '1 <p onclick="…">',
      '2 <script>',
      '3 <p onclick="…">',
      '5 the address "javascript:y"',
    ]);
  });

  it('may write the ids of notes where it has none', () => {
    expect(checkSource('<b id="fn-1">x</b>').mistakes).toEqual([]);
  });
});

describe('what is rendered of anything accepted', () => {
  const texts = [
    ...harmless.map(([text]) => text),
    // Every element that authors may write, with every attribute it may have.
    '<p id="a" lang="de" dir="rtl" title="t">x</p>',
    '<a href="/x" hreflang="de" rel="me">x</a> <abbr title="t">x</abbr> <time datetime="2026">x</time>',
    '<ol reversed start="3" type="a"><li value="3">x</li></ol>',
    '<table><caption>c</caption><colgroup><col span="2"></colgroup><thead><tr><th colspan="2" scope="col" abbr="a" id="h">x</th></tr></thead><tbody><tr><td headers="h" rowspan="1">y</td></tr></tbody></table>',
    '<details open><summary>x</summary>y</details> <ruby>漢<rt>kan</rt></ruby> <ins cite="/x" datetime="2026">x</ins>',
    // Everything that Broadsheet makes of Markdown.
    '# One\n\n## Two\n\n# One',
    'a[^1] b[^1] c[^2]\n\n[^1]: x\n[^2]: y',
    'Table: words\n\n| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |',
    '> [!NOTE] Title\n> x\n\n> [!CAUTION]\n> y',
    '```ts title="a.ts"\nconst a: string = `x${1}`;\n```\n\n```none\n<script>\n```\n\n    indented',
    '- [x] a\n- [ ] b',
    '![x](./photo.jpg#wide "c | d") text ![y](./map.svg)\n\n![z](./photo.jpg)',
    '*[AB]: a "b" <\n\nAB',
  ];

  it.each(texts)('is allowed to authors or is Broadsheet’s own: %j', async (text) => {
    expect(checkSource(text).mistakes).toEqual([]);
    const html = await renderHtml(text);
    expect(elementsOf(html).length).toBeGreaterThan(0);
    expect(foreignMarksIn(html)).toEqual([]);
  });

  it('stays so when marks are thrown together at random', async () => {
    const pieces = [
      '<b>',
      '</b>',
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<a href="/x">',
      '</a>',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '<svg>',
      '<p onclick=x>',
      '"',
      "'",
      '<',
      '>',
      '`',
      '[x](',
      ')',
      'javascript:',
      '![',
      ']',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '# ',
      '```\n',
      '|',
      '|-|\n',
      '[^1]',
      '[^1]: ',
      '[!NOTE]',
      '*[A]: ',
      'A',
      '**',
      '&#106;',
      '\\',
      '	',
      'é',
      '漢',
      '<li id="x">',
    ];
    const random = numbersFrom(20_261_123);
    let accepted = 0;
    for (let round = 0; round < 1500; round += 1) {
      const text = Array.from(
        { length: 1 + (random() % 12) },
        () => pieces[random() % pieces.length],
      ).join('');
      if (checkSource(text).mistakes.length > 0) continue;
      accepted += 1;
      const html = await renderHtml(text);
      expect(foreignMarksIn(html), JSON.stringify(text)).toEqual([]);
    }
    expect(accepted).toBeGreaterThan(300);
  });

  it('is judged by a check that knows what is foreign', () => {
    expect(
      foreignMarksIn(
        '<p onclick="x" class="evil">a</p><script>b</script><a href="javascript:c">d</a><svg></svg><td style="x">e</td><input type="text">',
      ),
    ).toEqual([
      '<script>',
      '<svg>',
      '<p onClick="x">',
      '<p className=["evil"]>',
      '<a href="javascript:c">',
      '<input type="text">',
    ]);
  });
});

/** The same numbers for the same beginning (a linear congruential generator). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

describe('marks inside each other', () => {
  it('may be as deep as anybody writes', async () => {
    const content = await loadFiles({ 'articles/en/a.md': article({}, `${'> '.repeat(90)}deep`) });
    expect(content.articles).toHaveLength(1);
  });

  const list = Array.from({ length: 150 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n');
  it.each([
    ['block quotes', `${'>'.repeat(5000)} x`, 1],
    ['lists on one line', `${'- '.repeat(5000)}x`, 1],
    ['numbered lists on one line', `${'1. '.repeat(5000)}x`, 1],
    ['lists below each other', list, 100],
    ['emphasis', `${'*'.repeat(20_000)}a${'*'.repeat(20_000)}`, 1],
    ['raw HTML', '<b>'.repeat(20_000), 1],
    ['raw HTML over lines', '<div>\n'.repeat(300), 1],
    ['notes', `[^1]: ${'> '.repeat(300)}x`, 1],
  ])('are refused where nobody could follow: %s', async (_name, text, line) => {
    const problems = await problemsIn({ 'articles/en/a.md': article({}, text) });
    expect(problems).toEqual([
      {
        file: 'articles/en/a.md',
        line: bodyLine + line - 1,
        field: 'nesting',
        found: 'marks more than 100 deep inside each other',
        wanted: 'a flatter text, or the tags that close what was opened',
      },
    ]);
  });
});

describe('a huge text', () => {
  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['asterisks', '*a '.repeat(300_000)],
    ['tags that do not end', '<a '.repeat(300_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['marks without words', '( '.repeat(500_000)],
  ])('is read in one pass: %s', async (_name, text) => {
    // What grew with the square of the length would not come back within the test's time.
    const { articles } = await loadFiles({ 'articles/en/a.md': article({}, text) });
    expect(articles.map(({ slug }) => slug)).toEqual(['a']);
  });

  it('may hold a large table', async () => {
    const row = `|${' x |'.repeat(20)}\n`;
    const table = `${row}|${'---|'.repeat(20)}\n${row.repeat(500)}`;
    const html = await renderHtml(table);
    expect(elementsOf(html).filter(({ tagName }) => tagName === 'td')).toHaveLength(10_000);
  });

  it('may not hold a table that would fill up to millions of cells', async () => {
    const columns = 3000;
    const table = `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'|b|\n'.repeat(3000)}`;
    const problems = await problemsIn({ 'articles/en/a.md': article({}, `Words.\n\n${table}`) });
    expect(problems).toEqual([
      {
        file: 'articles/en/a.md',
        line: bodyLine + 2,
        field: 'table',
        found: 'a table of 9003000 cells',
        wanted: 'at most 100000 cells: several tables, or a file to download in public/',
      },
    ]);
  });
});
