import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  article,
  bodyLine,
  load,
  loadFiles,
  page,
  problemsIn,
  writeContent,
  type Files,
} from '#tests/setup/content.ts';

const file = 'articles/en/a.md';
const others: Files = {
  'site.yaml':
    'title: The Small Paper\nurl: https://small.example\nlocales:\n  - { code: en, name: English }\n  - { code: de, name: Deutsch }\n',
  'articles/en/b.md': article(
    { series: '{ id: flat, part: 1 }' },
    '## Two words\n\n<b id="given">x</b>\n',
  ),
  'articles/en/c/index.md': article(),
  'articles/en/café.md': article({}, '## Überschrift\n'),
  'articles/de/b.md': article(),
  'pages/en/about.md': page(),
  'public/files/list.pdf': 'x',
};

/** The address of the first link of a rendered text. */
async function linkIn(text: string): Promise<string | undefined> {
  const folders = await writeContent({ ...others, [file]: article({}, text) });
  const { articles } = await load(folders);
  const digest = articles.find(({ slug }) => slug === 'a')?.bodyDigest;
  const body = await readFile(path.join(folders.cacheFolder, 'bodies', `${digest}.json`), 'utf8');
  return /<a href="([^"]*)"/.exec((JSON.parse(body) as { html: string }).html)?.[1];
}

describe('a link', () => {
  it.each([
    ['[x](b.md)', '/articles/b/'],
    ['[x](./b.md)', '/articles/b/'],
    ['[x](b)', '/articles/b/'],
    ['[x](c)', '/articles/c/'],
    ['[x](c/index.md)', '/articles/c/'],
    ['[x](../de/b.md)', '/de/articles/b/'],
    ['[x](../../pages/en/about.md)', '/about/'],
    ['[x](b.md#two-words)', '/articles/b/#two-words'],
    ['[x](b.md#given)', '/articles/b/#given'],
    ['[x](/articles/b/)', '/articles/b/'],
    ['[x](/articles/b)', '/articles/b/'],
    ['[x](/articles/b/?from=a#two-words)', '/articles/b/?from=a#two-words'],
    ['[x](/de/articles/b/)', '/de/articles/b/'],
    ['[x](/)', '/'],
    ['[x](/de/)', '/de/'],
    ['[x](/about/)', '/about/'],
    ['[x](/topics/)', '/topics/'],
    ['[x](/topics/publishing/)', '/topics/publishing/'],
    ['[x](/authors/web-desk/rss.xml)', '/authors/web-desk/rss.xml'],
    ['[x](/series/flat/)', '/series/flat/'],
    ['[x](/archive/2026/)', '/archive/2026/'],
    ['[x](/feed.json)', '/feed.json'],
    ['[x](/articles/b.md)', '/articles/b.md'],
    ['[x](/files/list.pdf)', '/files/list.pdf'],
    ['[x](café.md#überschrift)', '/articles/caf%C3%A9/#%C3%BCberschrift'],
    ['[x](/articles/caf%C3%A9/)', '/articles/caf%C3%A9/'],
    ['[x](</articles/cafe\u0301/>)', '/articles/caf%C3%A9/'],
    ['[x](#here)\n\n## Here', '#here'],
    ['[x][r]\n\n[r]: b.md', '/articles/b/'],
    ['<a href="b.md">x</a>', '/articles/b/'],
    ['[x](https://x.example/?a=1&amp;b=2#c)', 'https://x.example/?a=1&#x26;b=2#c'],
    ['[x](mailto:a@b.example)', 'mailto:a@b.example'],
    ['[x](//x.example/)', '//x.example/'],
  ])('leads where its author meant: %j', async (text, href) => {
    expect(await linkIn(text)).toBe(href);
  });

  const wantedFile =
    'the path of another Markdown file from this one, or a path that begins with /; other files go into public/';
  const wantedPath = 'the path of a page of this site or of a file in public/';
  it.each([
    ['[x](none.md)', 'a link to none.md, where no text is', wantedFile],
    [
      '[x](../../../../etc/passwd)',
      'a link to ../../../../etc/passwd, where no text is',
      wantedFile,
    ],
    ['[x](../../site.yaml)', 'a link to ../../site.yaml, where no text is', wantedFile],
    ['[x](/none/)', 'a link to /none/, where nothing is', wantedPath],
    ['[x](/topics/none/)', 'a link to /topics/none/, where nothing is', wantedPath],
    ['[x](/archive/2019/)', 'a link to /archive/2019/, where nothing is', wantedPath],
    ['[x](/fr/)', 'a link to /fr/, where nothing is', wantedPath],
    ['[x](/files/)', 'a link to /files/, where nothing is', wantedPath],
    ['[x](/../secret)', 'a link to /../secret, where nothing is', wantedPath],
    ['[x]()', 'a link without an address', 'an address'],
    ['[x][r]\n\n[r]: <>', 'a link without an address', 'an address'],
    [
      '[x](#none)',
      'the anchor #none, which this text does not have',
      'no anchor: that text has no headings',
    ],
    [
      '[x](#none)\n\n## One\n\n## Two',
      'the anchor #none, which this text does not have',
      'a heading of that text: #one, #two',
    ],
    [
      '[x](b.md#none)',
      'the anchor #none, which articles/en/b.md does not have',
      'a heading of that text: #two-words',
    ],
    [
      '[x](/articles/b/#Two-Words)',
      'the anchor #Two-Words, which articles/en/b.md does not have',
      'a heading of that text: #two-words',
    ],
  ])('that leads nowhere is refused, on its line: %j', async (text, found, wanted) => {
    const body = `One line.\n\n${text}`;
    const line = bodyLine + 2 + (text.includes('[r]:') ? 2 : 0);
    expect(await problemsIn({ ...others, [file]: article({}, body) })).toEqual([
      { file, line, field: 'link', found, wanted },
    ]);
  });

  it('to a page of the site may have a word or file of JavaScript for its name', async () => {
    expect(
      await problemsIn({ [file]: article({}, '[x](/constructor/) [y](__proto__)') }),
    ).toHaveLength(2);
  });

  it('names every broken one, in all texts', async () => {
    const problems = await problemsIn({
      'articles/en/a.md': article({}, '[x](none.md)\n[y](/none/)'),
      'pages/en/about.md': page('[z](none.md)'),
    });
    expect(problems.map((problem) => `${problem.file}:${problem.line}`)).toEqual([
      `articles/en/a.md:${bodyLine}`,
      `articles/en/a.md:${bodyLine + 1}`,
      'pages/en/about.md:6',
    ]);
  });
});

describe('a link to what is not published', () => {
  const hidden: Files = {
    'articles/en/draft.md': article({ draft: 'true' }, 'See [soon](soon.md).'),
    'articles/en/soon.md': article({ publishedAt: '2027-01-01' }),
    'articles/en/later.md': article({ publishedAt: '2027-06-01' }, '[soon](soon.md)'),
    'pages/en/unready.md': page('x', 'draft: true\n'),
  };

  it.each([
    ['draft.md', 'articles/en/draft.md, which is a draft'],
    ['/articles/draft/', 'articles/en/draft.md, which is a draft'],
    ['../../pages/en/unready.md', 'pages/en/unready.md, which is a draft'],
    ['soon.md', 'articles/en/soon.md, which is not due before 2027-01-01T00:00:00.000Z'],
  ])('is refused: %s', async (url, what) => {
    expect(await problemsIn({ ...hidden, [file]: article({}, `[x](${url})`) })).toEqual([
      {
        file,
        line: bodyLine,
        field: 'link',
        found: `a link to ${what}`,
        wanted: 'a link to something that is published',
      },
    ]);
  });

  it('is right where it is hidden itself until that is there', async () => {
    // draft.md and later.md link to soon.md, and nobody sees them before it.
    expect((await loadFiles(hidden)).articles).toEqual([]);
  });

  it('is refused in what is published before it', async () => {
    const problems = await problemsIn({
      'articles/en/later.md': article({ publishedAt: '2027-06-01' }),
      'articles/en/soon.md': article({ publishedAt: '2027-01-01' }, '[x](later.md)'),
    });
    expect(problems.map(({ found }) => found)).toEqual([
      'a link to articles/en/later.md, which is not due before 2027-06-01T00:00:00.000Z',
    ]);
  });

  it('is right on the development server, which shows them', async () => {
    const files = { ...hidden, [file]: article({}, '[x](draft.md) [y](soon.md)') };
    const { articles } = await loadFiles(files, { showsHidden: true });
    expect(articles.map(({ slug, isScheduled }) => `${slug} ${isScheduled}`)).toEqual([
      'a false',
      'draft false',
      'later true',
      'soon true',
    ]);
  });
});
