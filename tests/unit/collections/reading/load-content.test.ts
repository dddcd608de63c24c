import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { contentFolder } from '#src/collections/reading/content-folder.ts';
import {
  article,
  loadFiles,
  makeTemporaryFolder,
  page,
  problemsIn,
  problemsOf,
  writeContent,
  type Files,
} from '#tests/setup/content.ts';

/** The small publication, taken away. */
const nothing: Files = {
  'site.yaml': null,
  'authors/web-desk.yaml': null,
  'topics/publishing.yaml': null,
  'series/flat.yaml': null,
};

describe('an empty content folder', () => {
  it.each([
    ['with nothing in it', nothing],
    ['with hidden files only', { ...nothing, '.DS_Store': 'x', '.git/config': 'x' }],
  ])('is a friendly empty site, not a mistake: %s', async (_name, files) => {
    const content = await loadFiles(files);
    expect(content.site).toMatchObject({
      title: 'A new publication',
      locales: [{ code: 'en', name: 'English' }],
    });
    expect([content.articles, content.pages, content.pictures, content.redirects]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it('with settings alone is an empty site of that name', async () => {
    const content = await loadFiles({
      ...nothing,
      'site.yaml': 'title: Mine\nurl: https://a.example\nlocales: [{ code: de, name: Deutsch }]\n',
    });
    expect(content.site.title).toBe('Mine');
    expect(content.articles).toEqual([]);
  });

  it('with articles and no settings lacks these, in whatever language they are', async () => {
    const files = {
      'site.yaml': null,
      'articles/de/a.md': article(),
      'articles/pt-br/a.md': article(),
    };
    expect(await problemsIn(files)).toEqual([
      {
        file: 'site.yaml',
        line: null,
        field: null,
        found: 'no such file',
        wanted: 'title, url and locales of the publication, as in the README',
      },
    ]);
  });
});

describe('CONTENT_DIR', () => {
  it.each(['nowhere', 'a-file'])('that names no folder is refused: %s', async (name) => {
    const folders = await writeContent({});
    await writeFile(path.join(folders.root, 'a-file'), 'x');
    const missing = path.join(folders.root, name);
    expect(await problemsOf({ ...folders, contentFolder: missing })).toEqual([
      {
        file: '.',
        line: null,
        field: 'CONTENT_DIR',
        found: 'no such folder',
        wanted: 'the path of a folder with site.yaml in it',
      },
    ]);
  });

  it('names the content folder from the root of the project, and is content where it is not set', async () => {
    const root = await makeTemporaryFolder();
    vi.stubEnv('CONTENT_DIR', '');
    expect(contentFolder(root)).toBe(path.join(root, 'content'));
    vi.stubEnv('CONTENT_DIR', '../words');
    expect(contentFolder(root)).toBe(path.join(path.dirname(root), 'words'));
    vi.stubEnv('CONTENT_DIR', '/srv/words');
    expect(contentFolder(root)).toBe('/srv/words');
  });

  it('may stand in .env', async () => {
    const root = await makeTemporaryFolder();
    await writeFile(path.join(root, '.env'), 'CONTENT_DIR=elsewhere\n');
    vi.stubEnv('CONTENT_DIR', undefined);
    expect(contentFolder(root)).toBe(path.join(root, 'elsewhere'));
  });
});

describe('what is not to be seen yet', () => {
  const files: Files = {
    'articles/en/draft.md': article({ draft: 'true' }),
    'articles/en/due.md': article({ publishedAt: '2026-11-23T12:00:00Z' }),
    'articles/en/late.md': article({ publishedAt: '2026-11-23T12:00:01Z' }),
    'pages/en/draft.md': page('x', 'draft: true\n'),
  };

  it('is left out of a build: drafts, and articles until the very second they are due', async () => {
    const { articles, pages } = await loadFiles(files);
    expect(articles.map(({ slug }) => slug)).toEqual(['due']);
    expect(pages).toEqual([]);
  });

  it('comes when it is due', async () => {
    const { articles } = await loadFiles(files, { now: new Date('2026-11-23T12:00:01Z') });
    expect(articles.map(({ slug, isScheduled }) => `${slug} ${isScheduled}`)).toEqual([
      'due false',
      'late false',
    ]);
  });

  it('is shown, and marked, by the development server', async () => {
    const { articles } = await loadFiles(files, { showsHidden: true });
    expect(articles.map(({ slug, draft, isScheduled }) => [slug, draft, isScheduled])).toEqual([
      ['draft', true, false],
      ['due', false, false],
      ['late', false, true],
    ]);
  });

  it('must be right all the same', async () => {
    const problems = await problemsIn({
      'articles/en/a.md': article({ draft: 'true' }, '<script>x</script>'),
      'articles/en/b.md': article({ publishedAt: '2027-01-01', authors: '[nobody]' }),
    });
    expect(problems.map(({ file }) => file)).toEqual(['articles/en/a.md', 'articles/en/b.md']);
  });
});

async function digestWith(files: Files, text = 'See [b](b.md).') {
  const { articles } = await loadFiles({
    'articles/en/a.md': article({}, text),
    'articles/en/b.md': article(),
    ...files,
  });
  return articles.find(({ slug }) => slug === 'a')?.bodyDigest;
}

describe('an article', () => {
  it('has the words of its text counted, its sections listed and a name for its text', async () => {
    const { articles } = await loadFiles({
      'articles/en/a.md': article({}, '## One\n\nTwo three.\n'),
    });
    expect(articles[0]).toMatchObject({
      wordCount: 3,
      headings: [{ depth: 2, slug: 'one', text: 'One' }],
      bodyDigest: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('for members tells everybody else how long it is and nothing more of its text', async () => {
    const { articles } = await loadFiles({
      'articles/en/a.md': article({ access: 'members' }, '## A secret\n\nTwo three.\n'),
    });
    expect(articles[0]).toMatchObject({ wordCount: 4, headings: [], bodyDigest: null });
    expect(articles[0]?.membersDigest).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(articles)).not.toContain('secret');
  });

  it('has another name for its text when anything that made it changes, and the same when not', async () => {
    const usual = await digestWith({});
    expect(await digestWith({ 'articles/en/c.md': article() })).toBe(usual);
    const others = [
      await digestWith({}, 'See [b](b.md)!'),
      await digestWith({ 'strings/en.yaml': 'article.anchor: x\n' }),
      await digestWith({
        'site.yaml': 'title: x\nurl: https://other.example\nlocales: [{ code: en, name: x }]\n',
      }),
    ];
    expect(new Set([usual, ...others]).size).toBe(4);
  });
});
