import { describe, expect, it } from 'vitest';
import { article, loadFiles, problemsIn } from '#tests/setup/content.ts';

const file = 'articles/en/a.md';
const fields = article().split('---\n')[1] ?? '';

describe('front matter', () => {
  it.each([
    ['', 'no front matter'],
    ['Just words.\n', 'no front matter'],
    ['\n---\ntitle: x\n---\n', 'no front matter'],
    [' ---\ntitle: x\n---\n', 'no front matter'],
    ['+++\ntitle = "x"\n+++\n', 'no front matter'],
    ['---\ntitle: x\n', 'front matter that does not end'],
    ['---', 'front matter that does not end'],
    ['---\ntitle: x\n--- words\n', 'front matter that does not end'],
    ['---\ntitle: a --- b', 'front matter that does not end'],
  ])('must be there, between two lines ---: %j', async (text, found) => {
    expect(await problemsIn({ [file]: text })).toEqual([
      {
        file,
        line: 1,
        field: null,
        found,
        wanted: 'a line ---, fields such as title: …, and a line --- before the text',
      },
    ]);
  });

  it('may be all there is', async () => {
    const { articles } = await loadFiles({ [file]: `---\n${fields}---` });
    expect(articles[0]).toMatchObject({ wordCount: 0, headings: [] });
  });

  it('may have spaces after its lines ---, and rules in the text below', async () => {
    const { articles } = await loadFiles({ [file]: `---  \n${fields}--- \t\nOne\n\n---\n\nTwo\n` });
    expect(articles[0]?.wordCount).toBe(2);
  });

  it('that is empty misses every field that is needed', async () => {
    const problems = await problemsIn({ [file]: '---\n---\nWords' });
    expect(problems.map(({ line, field, found }) => `${line} ${field} ${found}`)).toEqual([
      '2 title nothing',
      '2 description nothing',
      '2 publishedAt nothing',
      '2 authors nothing',
    ]);
  });

  it.each([
    ['words', '"words"'],
    ['- title: x', '[{"title":"x"}]'],
    ['7', '7'],
  ])('must be fields: %s', async (yaml, found) => {
    expect(await problemsIn({ [file]: `---\n${yaml}\n---\n` })).toEqual([
      { file, line: 2, field: null, found, wanted: 'front matter: lines such as title: …' },
    ]);
  });
});
