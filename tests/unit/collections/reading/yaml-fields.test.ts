import { describe, expect, it } from 'vitest';
import { article, loadFiles, problemsIn } from '#tests/setup/content.ts';

const file = 'articles/en/a.md';
const head = article().replace(/---\n\n[\s\S]*$/, '');

/** An article with some lines of YAML below its usual ones, of which the first is line 7. */
function withYaml(lines: string): string {
  return `${head}${lines}\n---\n\nWords.\n`;
}

describe('broken YAML', () => {
  it.each([
    ['series: { id: flat', 7, 'what closes the quote or bracket that was opened'],
    ['canonicalUrl: "https://x.example', 7, 'what closes the quote or bracket that was opened'],
    ['canonicalUrl: a: b', 7, 'quotes around text that has a colon in it'],
    ['canonicalUrl: @here', 7, 'quotes around text that begins with a special character'],
    ['canonicalUrl: `here`', 7, 'quotes around text that begins with a special character'],
    [
      "canonicalUrl: 'https://x.example\ndraft: true\ncomments: true",
      7,
      'what closes the quote or bracket that was opened',
    ],
    ['redirectFrom: [/a/,\ndraft: true', 7, 'what closes the quote or bracket that was opened'],
    ['cover:\n\tsrc: ./a.png', 8, 'spaces instead of tabs'],
    ['series:\n  id: flat\n part: 1', 9, 'fields of one group that begin in the same column'],
    ['draft: false\ndraft: true', 8, 'each field once'],
    ['title: Again', 7, 'each field once'],
  ])('is told in words, on its line: %j', async (yaml, line, wanted) => {
    const problems = await problemsIn({ [file]: withYaml(yaml) });
    expect(problems).toContainEqual({
      file,
      line,
      field: null,
      found: expect.stringMatching(/^broken YAML \(.+\)$/),
      wanted,
    });
  });

  it('may be two blocks of fields in one file', async () => {
    expect(await problemsIn({ 'authors/x.yaml': 'name: x\n---\nname: y\n' })).toEqual([
      expect.objectContaining({ line: 2, wanted: 'one block of fields, without a line --- in it' }),
    ]);
  });

  it('is told once a line, without the columns of the parser', async () => {
    const problems = await problemsIn({ 'redirects.yaml': '/a/: { b\n/c/: "d\n' });
    expect(new Set(problems.map(({ line }) => line)).size).toBe(problems.length);
    expect(problems.every(({ found }) => !/column/.test(found))).toBe(true);
    expect(problems.length).toBeGreaterThan(0);
  });

  it.each([
    ['closed', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['not closed', '['.repeat(20_000)],
    ['not quite as deep, not closed', '['.repeat(1000)],
  ])('nested absurdly deep is refused like any other: %s', async (_name, value) => {
    expect(await problemsIn({ [file]: withYaml(`series: ${value}`) })).toContainEqual(
      expect.objectContaining({ file, found: expect.stringMatching(/^broken YAML/) }),
    );
  });
});

describe('aliases in YAML', () => {
  it('may say a thing twice', async () => {
    const text = article({ title: '&words The same words twice', description: '*words' });
    const { articles } = await loadFiles({ [file]: text });
    expect(articles[0]?.description).toBe('The same words twice');
  });

  const rows = Array.from({ length: 9 }, (_, row) => {
    const before = String.fromCodePoint(96 + row);
    const item = row === 0 ? 'x' : `*${before}`;
    return `${String.fromCodePoint(97 + row)}: &${String.fromCodePoint(97 + row)} [${Array.from({ length: 9 }, () => item).join(', ')}]`;
  });

  it.each([
    ['a bomb of 9 to the power of 9', rows.join('\n')],
    ['an alias of nothing', 'series: *nobody'],
    [
      'a hundred of one',
      `a: &a x\nb: [${'*a, '.repeat(100)}]\nc: &c [*a, *a]\nd: [${'*c, '.repeat(50)}]`,
    ],
  ])('may not repeat themselves without end or lead nowhere: %s', async (_name, yaml) => {
    expect(await problemsIn({ [file]: withYaml(yaml) })).toEqual([
      {
        file,
        line: 2,
        field: null,
        found: 'YAML aliases that lead nowhere or repeat themselves without end',
        wanted: 'plain values, each written out',
      },
    ]);
  });

  it('may not stand inside what they name', async () => {
    expect(await problemsIn({ [file]: withYaml('series: &s [*s]') })).toEqual([
      expect.objectContaining({ line: 7, field: 'series', found: 'a value that holds itself' }),
    ]);
  });
});

describe('values in YAML', () => {
  it.each([
    ['publishedAt', '!!timestamp 2026-09-14', '"2026-09-14T00:00:00.000Z"'],
    ['topics', '!!set { publishing }', '{}'],
    ['draft', 'on', '"on"'],
    ['draft', 'no', '"no"'],
    ['title', '0x1F', '31'],
    ['title', '~', 'nothing'],
    ['title', '.inf', 'Infinity'],
  ])('are what YAML 1.2 says and no more: %s: %s', async (field, value, found) => {
    expect(await problemsIn({ [file]: article({ [field]: value }) })).toEqual([
      expect.objectContaining({ field, found }),
    ]);
  });

  it('are quoted short, on one line', async () => {
    const [problem] = await problemsIn({ [file]: article({ access: `"${'a\\n'.repeat(100)}"` }) });
    expect(problem?.found).toBe(`"${'a\\n'.repeat(27).slice(0, 79)}…`);
  });
});
