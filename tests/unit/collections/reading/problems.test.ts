import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentError, displayFolder } from '#src/collections/reading/problems.ts';
import { article, load, page, problemsIn, writeContent, type Files } from '#tests/setup/content.ts';

const manyMistakes: Files = {
  'site.yaml':
    'title: The Small Paper\nurl: small.example\nlocales: [{ code: en, name: English }]\n',
  'strings/en.yaml': 'nav.menuu: x\n',
  'redirects.yaml': '/old/: nowhere\n',
  'authors/jane.yaml': 'nom: Jane\n',
  'topics/sea.yaml': 'name: {}\n  x\n',
  'articles/en/a.md': article(
    { title: null, draft: 'maybe' },
    '<script>x</script>\n\n[x](/nowhere/)',
  ),
  'articles/en/b.md': article({ authors: '[nobody]' }, '![x](./none.png)\n\n[x](/none/)'),
  'articles/en/c.md': 'no front matter',
  'pages/en/about.md': page('[x](../../articles/en/none.md)'),
};

describe('what is wrong with the content', () => {
  it('is told all at once, of all files, in their order and that of their lines', async () => {
    const problems = await problemsIn(manyMistakes);
    expect(problems.map(({ file, line, field }) => `${file}:${line} ${field}`)).toEqual([
      'articles/en/a.md:2 title',
      'articles/en/a.md:6 draft',
      'articles/en/a.md:9 HTML',
      'articles/en/a.md:11 link',
      'articles/en/b.md:5 authors.0',
      'articles/en/b.md:9 picture',
      'articles/en/b.md:11 link',
      'articles/en/c.md:1 null',
      'authors/jane.yaml:1 name',
      'authors/jane.yaml:1 nom',
      'pages/en/about.md:6 link',
      'redirects.yaml:1 /old/',
      'site.yaml:2 url',
      'strings/en.yaml:1 nav.menuu',
      'topics/sea.yaml:2 null',
    ]);
  });

  it('is an error whose message is a list to work through', async () => {
    const folders = await writeContent({
      'articles/en/a.md': article({ publishedAt: 'yesterday' }, '\n<script>x</script>'),
      'redirects.yaml': 'old: /\n',
    });
    const error: unknown = await load(folders).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ContentError);
    expect(String(error))
      .toBe(`ContentError: 3 problems in 2 files of ${folders.contentFolder}. Nothing was built.

articles/en/a.md:4  publishedAt
  found   "yesterday"
  wanted  a date that exists, such as 2026-09-14 or 2026-09-14T08:00:00Z

articles/en/a.md:10  HTML
  found   <script>
  wanted  Markdown, or one of the elements listed in "Everything you can write"; to show the tag itself, write it in backticks

redirects.yaml:1  old
  found   the name "old"
  wanted  a path that begins with / and has no space, ? or #`);
  });

  it('is shown without a stack, which would lead into Broadsheet', () => {
    const problem = { file: 'a', line: 1, field: null, found: 'x', wanted: 'y' };
    const error = new ContentError('content/', [problem]);
    expect(error.stack).toBe(error.message);
    expect(error.message).toContain('1 problem in 1 file of content/.');
  });

  it('is named once, however often it was found', () => {
    const problem = { file: 'a', line: 1, field: null, found: 'x', wanted: 'y' };
    expect(new ContentError('content/', [problem, { ...problem }]).problems).toEqual([problem]);
  });

  it('fills no more than a few screens, and says how much more there is', () => {
    const problems = Array.from({ length: 250 }, (_, index) => ({
      file: 'a',
      line: index + 1,
      field: null,
      found: 'x',
      wanted: 'y',
    }));
    const { message } = new ContentError('content/', problems);
    expect(message).toContain('250 problems in 1 file');
    expect(message).toContain('a:200\n');
    expect(message).not.toContain('a:201\n');
    expect(message).toMatch(/… and 50 more$/);
  });

  it('is in a folder that is called as its owner would call it', () => {
    expect(displayFolder(path.resolve('content'))).toBe('content/');
    expect(displayFolder('/somewhere/else')).toBe('/somewhere/else');
  });
});
