import { describe, expect, it } from 'vitest';
import { findRefusal } from '#src/tools/import/markdown/check-output.ts';
import { importBody } from './run-import.ts';

describe('raw HTML of other people', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'keeps allowed HTML to the byte',
      "Press <kbd>Ctrl</kbd>, <ABBR title='x'>y</ABBR>.",
      "Press <kbd>Ctrl</kbd>, <ABBR title='x'>y</ABBR>.",
    ],
    ['removes scripts with what is in them', 'a <script>alert(1)</script> b', 'a  b'],
    [
      'removes blocks of script and style',
      '<style>\n\np {}\n</style>\n\n<SCRIPT\nsrc=x>\nlet a = 1 < 2;\n\n</SCRIPT >\n\nText',
      'Text',
    ],
    [
      'removes event handlers, classes and styles',
      '<p onclick="x()" CLASS=a style="color:red" lang=de>Text</p>',
      '<p lang="de">Text</p>',
    ],
    [
      'turns frames into links',
      '<iframe src="//www.youtube.com/embed/abc_1" width="5"></iframe>',
      '[Video (youtube.com)](https://www.youtube.com/watch?v=abc_1)',
    ],
    [
      'turns players into links',
      '<video controls><source src="https://v.example/a.mp4">No video</video>',
      '[Video (v.example)](https://v.example/a.mp4)',
    ],
    [
      'unwraps what only looked',
      '<center>\n\nText <font color="red">red</font>\n\n</center>',
      'Text red',
    ],
    ['keeps blocks of unwrapped HTML blocks', '<center>a * b * c</center>', '<div>a * b * c</div>'],
    [
      'turns addresses that run code into text',
      '[a](javascript:alert(1)) <a href="jav&#x61;script:alert(1)">b</a> <a href=" JaVa\tScript:x">c</a>',
      'a b c',
    ],
    [
      'turns data: and vbscript: into text',
      '[a](data:text/html,x) <a href="VBScript:x">b</a> <javascript:alert(1)>',
      'a b javascript:alert(1)',
    ],
    [
      'escapes what is no HTML',
      'Array<string>, <T>, List<S>, </V> and <addr@x.example>',
      'Array&lt;string>, &lt;T>, List&lt;S>, &lt;/V> and <addr@x.example>',
    ],
    [
      'reads addresses without quotes',
      'x <a href=https://b.example/>b</a> `<a href=/c>`',
      'x <a href="https://b.example/">b</a> `<a href=/c>`',
    ],
    [
      'closes what is unclosed where its text ends',
      'a <b>bold *text\n\nb <i>x',
      'a <b>bold *text</b>\n\nb <i>x</i>',
    ],
    ['uncrosses what is crossed', '<b>a <i>b</b> c</i>', '<b>a <i>b</i></b> c'],
    ['removes closing tags that close nothing', 'a</div> b</b></p>', 'a b'],
    [
      'closes list items, cells and paragraphs',
      '<ul><li>a<li>b</ul>',
      '<ul><li>a</li><li>b</li></ul>',
    ],
    [
      'leaves details around Markdown as they are',
      '<details>\n<summary>More</summary>\n\n- *item*\n\n</details>',
      '<details>\n<summary>More</summary>\n\n- *item*\n\n</details>',
    ],
    ['drops a wrapper that never ends', '<div>\n\nText\n\nMore', 'Text\n\nMore'],
    [
      'removes instructions and document types',
      '<!DOCTYPE html>\n\n<?php echo "x"; ?>\n\nText',
      'Text',
    ],
    ['keeps the text of CDATA', 'a <![CDATA[ <b> ]]> b', 'a &lt;b&gt; b'],
    [
      'keeps plain comments and removes those that browsers end elsewhere',
      'a <!-- note --> b <!--> c',
      'a <!-- note --> b  c',
    ],
    [
      'renames what HTML has no more',
      '<tt>a</tt> <strike>b</strike> <acronym>c</acronym>',
      '<code>a</code> <s>b</s> <abbr>c</abbr>',
    ],
    [
      'keeps anchors that are pointed to',
      '[down](#x)\n\n<a name="x"></a>Here <a id="y"></a>',
      '[down](#x)\n\n<span id="x"></span>Here',
    ],
    ['takes parts of tables only inside tables', '<td>a</td> <li>b</li>', 'a b'],
    [
      'cleans HTML inside quotes and lists',
      '> <div class=a\n>   id=b>\n> text\n> </div>\n\n- <p style=x>c</p>',
      '> <div>\n> text\n> </div>\n\n- <p>c</p>',
    ],
    [
      'sets formulas in plain HTML',
      '<math><msup><mi>x</mi><mn>2</mn></msup></math>',
      '<var>x</var><sup>2</sup>',
    ],
  ];
  for (const [title, given, expected] of cases) {
    it(title, async () => {
      const body = await importBody(`${given}\n`);
      expect(body.trim()).toBe(expected);
      expect(findRefusal(body)).toBeNull();
    });
  }

  const hostile: readonly string[] = [
    '<img src=x onerror=alert(1)>',
    '<IMG SRC="jav&#x09;ascript:alert(1)">',
    '<svg><script>alert(1)</script></svg>',
    '<svg/onload=alert(1)>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<!--><script>alert(1)</script>-->',
    '<!-- a --!><script>alert(1)</script> -->',
    '<!-- unclosed <script>alert(1)</script>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<a href="&#106;avascript:alert(1)" onmouseover=x>a</a>',
    '<a href=\'x\' href="javascript:alert(1)">a</a>',
    '<div <img src=x onerror=alert(1)\n',
    '<p title="</p><script>alert(1)</script>">x',
    '<a b"> <script>alert(1)</script>">',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea></textarea><script>alert(1)</script>',
    '<table><td><script>alert(1)</script><iframe srcdoc="<script>alert(1)</script>">',
    '<form action="javascript:alert(1)"><button formaction=javascript:x>go</button></form>',
    '<details open ontoggle=alert(1)>x',
    '<base href="//evil.example/"><link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content="0;url=javascript:x">',
    '<object data="javascript:alert(1)"></object><embed src="data:text/html,x">',
    '<title><img src=x onerror=alert(1)></title>',
    '<plaintext><script>x',
    '<xmp></xmp><img src=1 onerror=alert(1)></xmp>',
    '- <div\n  onclick=x>\n\n> <a\n> href=javascript:x>y</a>',
    '[x]: javascript:alert(1)\n\n[a][x] ![b][x]',
    `${'<div>'.repeat(300)}deep${'</b>'.repeat(300)}`,
    `${'<b>'.repeat(300)}deep`,
    '<x y=`> <script>alert(1)</script>',
    '</script><script>alert(1)',
  ];
  for (const text of hostile) {
    it(`lets nothing dangerous through: ${text.slice(0, 60).replaceAll('\n', ' ')}`, async () => {
      const body = await importBody(`Before.\n\n${text}\n\nAfter.\n`);
      expect(findRefusal(body)).toBeNull();
      expect(body).toContain('Before.');
    });
  }

  it('mends what only the build refuses: empty headings, odd languages, unknown callouts', async () => {
    const text = '## \n\n> [!info]- Title\n> text\n\n```a"b<c>\nx\n```\n\n## ![](gone.png)\n\nEnd.';
    expect(await importBody(`${text}\n`)).toBe(
      '> [!NOTE] Title\n> text\n\n```abc\nx\n```\n\n\n\nEnd.',
    );
  });

  it('touches nothing inside code', async () => {
    const code =
      '```html\n<script>alert("<b>")</script>\n{% raw %} {{< figure >}} :::note\n# no heading\n[x](javascript:y)\n```\n\n    <center onclick=x>\n    {% include y %}\n\nUse `<T>`, `` `<script>` `` and `{% raw %}`.';
    expect(await importBody(`${code}\n`)).toBe(code);
  });

  it('leaves Markdown that needs nothing as it is, to the byte', async () => {
    const text =
      '## A  heading ##\n\n* one\n+ two   \n  three\n\nSetext\n------\n\n| a | b |\n|---|:-:|\n| 1 | `x|y` |\n\n<https://a.example/?a=1&b=2> www.b.example [c][c] ~~d~~ &amp; &copy; \\<e> 1 < 2\n\n[c]: <https://c.example> "C"\n\nNote[^1].\n\n[^1]: The note.';
    expect(await importBody(`${text}\n`)).toBe(text);
  });
});
