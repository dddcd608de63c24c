import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { article, loadFiles, problemsIn } from '#tests/setup/content.ts';
import { drawingOf } from '#tests/setup/pictures.ts';

function filesWith(drawing: string | Uint8Array) {
  return { 'articles/en/a.md': article({}, '![x](./a.svg)'), 'articles/en/a.svg': drawing };
}

describe('a drawing', () => {
  it.each([
    ['a script', drawingOf('<script>alert(1)</script>'), '<script'],
    [
      'a script of a namespace',
      drawingOf('<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>'),
      '<svg:script',
    ],
    ['a script in capitals', drawingOf('<SCRIPT/>'), '<SCRIPT'],
    ['a handler', drawingOf('', 'onload="alert(1)"'), 'onload='],
    [
      'a foreign object',
      drawingOf('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
      '<foreignObject',
    ],
    [
      'HTML that leads away',
      drawingOf(
        '<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=x"/>',
      ),
      '="http://www.w3.org/1999/xhtml',
    ],
    [
      'HTML whose name is spelt out',
      drawingOf('<h:meta xmlns:h="http://www.w3.org/1999/&#120;html" http-equiv="refresh"/>'),
      '="http://www.w3.org/1999/xhtml',
    ],
    [
      'a picture of elsewhere',
      drawingOf('<image href="https://other.example/a.png"/>'),
      '<image href="https://',
    ],
    ['a style sheet of elsewhere', drawingOf('<style>@import "a.css";</style>'), '@import'],
    ['a frame', drawingOf('<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>'), '<iframe'],
    [
      'a link that is code',
      drawingOf('<a href="javascript:alert(1)"><text>x</text></a>'),
      'javascript:',
    ],
    [
      'a link that is code, spelt out',
      drawingOf('<a href="&#106;ava&#x73;cript:alert(1)"><text>x</text></a>'),
      'javascript:',
    ],
    [
      'a link that is code, with a tab in it',
      drawingOf('<a href="java&#9;script:alert(1)"><text>x</text></a>'),
      'javascript:',
    ],
    ['an entity', `<!DOCTYPE svg [<!ENTITY x "y">]>${drawingOf('&x;')}`, '<!ENTITY'],
  ])('with something active in it is refused: %s', async (_name, drawing, found) => {
    expect(await problemsIn(filesWith(drawing))).toEqual([
      expect.objectContaining({
        field: 'picture',
        found: `./a.svg: a drawing with active content (${found})`,
        wanted:
          'an SVG without scripts, event handlers, entities, foreign objects, HTML or anything loaded from elsewhere',
      }),
    ]);
  });

  it.each([
    ['no XML: a handler without a space before it', drawingOf('<g id="a"onclick="x"/>')],
    ['no XML: a handler after a slash', drawingOf('<g/onclick="x"/>')],
    ['compressed', gzipSync(drawingOf('<script>alert(1)</script>'))],
    [
      'in UTF-16',
      Buffer.from(
        `\uFEFF<?xml version="1.0" encoding="UTF-16"?>${drawingOf('<script>x</script>')}`,
        'utf16le',
      ),
    ],
    ['in an encoding that is only said', `<?xml version="1.0" encoding="utf-7"?>${drawingOf()}`],
    ['not in UTF-8', Buffer.from(drawingOf('<text>caf\u00e9</text>'), 'latin1')],
  ])('that could hide what is in it is refused: %s', async (_name, drawing) => {
    const problems = await problemsIn(filesWith(drawing));
    expect(problems).toEqual([
      expect.objectContaining({ field: 'picture', found: expect.stringMatching(/^\.\/a\.svg: /) }),
    ]);
  });

  it.each([
    ['words about scripts', drawingOf('<text>JavaScript: 0 kB, once = 1 &lt;script&gt;</text>')],
    [
      'attributes that end in on',
      drawingOf('<g data-position="1" region="x" font-variation="a>b"/>'),
    ],
    ['a style sheet', drawingOf('<style>text { fill: red }</style><text>x</text>')],
    [
      'a declaration of XML',
      `<?xml version="1.0" encoding="UTF-8"?>\n${drawingOf('<path d="M0 0h9"/>')}`,
    ],
  ])('may hold %s', async (_name, drawing) => {
    const { pictures } = await loadFiles(filesWith(drawing));
    expect(pictures).toEqual([
      expect.objectContaining({
        kind: 'verbatim',
        width: 30,
        height: 20,
        widths: [],
        placeholder: null,
      }),
    ]);
  });
});
