import { describe, expect, it } from 'vitest';
import { article, loadFiles, problemsIn } from '#tests/setup/content.ts';
import { dot } from '#tests/setup/pictures.ts';

const file = 'articles/en/a.md';
/** The lines of an article's usual fields; a new one stands below them. */
const lines: Readonly<Record<string, number>> = {
  title: 2,
  description: 3,
  publishedAt: 4,
  authors: 5,
  topics: 6,
};
const newLine = 7;

async function problemsWith(fields: Readonly<Record<string, string | null>>) {
  return problemsIn({ [file]: article(fields), 'articles/en/a.png': dot });
}

async function articleWith(fields: Readonly<Record<string, string | null>>) {
  const { articles } = await loadFiles({ [file]: article(fields), 'articles/en/a.png': dot });
  return articles[0];
}

const text = 'text; put it in quotes if it is a number, a date or has a colon';
const date = 'a date such as 2026-09-14 or 2026-09-14T08:00:00Z';
const realDate = 'a date that exists, such as 2026-09-14 or 2026-09-14T08:00:00Z';
const id = 'an id in small letters, digits and hyphens, such as web-desk';
const part = 'a whole number from 1';
const address = 'a web address that begins with https://';
const oldPath = 'a path that begins with / and has no space, ? or #';

describe('front matter of an article', () => {
  // Field in the file, value as written, field in the problem, what is found and wanted.
  it.each([
    ['title', null, 'title', 'nothing', text],
    ['title', '', 'title', 'nothing', text],
    ['title', '""', 'title', '""', 'some text'],
    ['title', '"  "', 'title', '"  "', 'some text'],
    ['title', '2026', 'title', '2026', text],
    ['title', 'true', 'title', 'true', text],
    ['title', '[a, b]', 'title', '["a","b"]', text],
    ['title', '{ en: a }', 'title', '{"en":"a"}', text],
    ['title', 'a'.repeat(201), 'title', `"${'a'.repeat(79)}…`, 'at most 200 characters'],
    ['title', 'A <b>bold</b> one', 'title', '"A <b>bold</b> one"', 'plain text, without HTML tags'],
    [
      'title',
      '<script>x</script>',
      'title',
      '"<script>x</script>"',
      'plain text, without HTML tags',
    ],
    ['title', 'x <!-- y -->', 'title', '"x <!-- y -->"', 'plain text, without HTML tags'],
    ['title', '"a\\nb"', 'title', '"a\\nb"', 'one line, without control characters'],
    ['title', '"a\\u0007b"', 'title', '"a\\u0007b"', 'one line, without control characters'],
    ['description', null, 'description', 'nothing', text],
    [
      'description',
      'Nineteen characters',
      'description',
      '"Nineteen characters"',
      'at least 20 characters',
    ],
    [
      'description',
      'd'.repeat(201),
      'description',
      `"${'d'.repeat(79)}…`,
      'at most 200 characters',
    ],
    [
      'description',
      'Some words that have a <br> in them',
      'description',
      '"Some words that have a <br> in them"',
      'plain text, without HTML tags',
    ],
    ['publishedAt', null, 'publishedAt', 'nothing', date],
    ['publishedAt', '2026', 'publishedAt', '2026', date],
    ['publishedAt', 'yesterday', 'publishedAt', '"yesterday"', realDate],
    ['publishedAt', '2026-02-30', 'publishedAt', '"2026-02-30"', realDate],
    ['publishedAt', '2025-02-29', 'publishedAt', '"2025-02-29"', realDate],
    ['publishedAt', '2026-13-01', 'publishedAt', '"2026-13-01"', realDate],
    ['publishedAt', '2026-9-1', 'publishedAt', '"2026-9-1"', realDate],
    ['publishedAt', '14.09.2026', 'publishedAt', '"14.09.2026"', realDate],
    ['publishedAt', '2026-09-14T25:00:00Z', 'publishedAt', '"2026-09-14T25:00:00Z"', realDate],
    [
      'updatedAt',
      '2026-09-13',
      'updatedAt',
      '"2026-09-13"',
      'a date that is not before publishedAt',
    ],
    ['updatedAt', '2026-06-31', 'updatedAt', '"2026-06-31"', realDate],
    ['authors', null, 'authors', 'nothing', 'a list of ids from authors/'],
    ['authors', 'web-desk', 'authors', '"web-desk"', 'a list of ids from authors/'],
    ['authors', '[]', 'authors', '[]', 'at least one author'],
    ['authors', '[web-desk, web-desk]', 'authors', '["web-desk","web-desk"]', 'each author once'],
    ['authors', '[Web Desk]', 'authors.0', '"Web Desk"', id],
    ['authors', '[../authors/web-desk]', 'authors.0', '"../authors/web-desk"', id],
    ['authors', '[__proto__]', 'authors.0', '"__proto__"', id],
    ['authors', '[web-desk, 7]', 'authors.1', '7', 'an id: the name of a file without its ending'],
    ['topics', 'publishing', 'topics', '"publishing"', 'a list of ids from topics/'],
    [
      'topics',
      '[publishing, publishing]',
      'topics',
      '["publishing","publishing"]',
      'each topic once',
    ],
    ['topics', '[a--b]', 'topics.0', '"a--b"', id],
    ['series', 'flat', 'series', '"flat"', 'a series such as { id: my-series, part: 1 }'],
    ['series', '{ id: flat }', 'series.part', 'nothing', part],
    ['series', '{ id: flat, part: 0 }', 'series.part', '0', part],
    ['series', '{ id: flat, part: 1.5 }', 'series.part', '1.5', part],
    ['series', '{ id: flat, part: "1" }', 'series.part', '"1"', part],
    [
      'series',
      '{ part: 1 }',
      'series.id',
      'nothing',
      'an id: the name of a file without its ending',
    ],
    [
      'series',
      '{ id: flat, part: 1, of: 3 }',
      'series.of',
      'an unknown field "of"',
      'one of id, part',
    ],
    [
      'cover',
      './a.png',
      'cover',
      '"./a.png"',
      'a picture such as { src: ./cover.jpg, alt: What it shows }',
    ],
    ['cover', '{ alt: A dot }', 'cover.src', 'nothing', 'the path of a picture'],
    ['cover', '{ src: ./a.png }', 'cover.alt', 'nothing', text],
    ['cover', '{ src: ./a.png, alt: "" }', 'cover.alt', '""', 'some text'],
    [
      'cover',
      '{ src: "https://x.example/a.png", alt: x }',
      'cover.src',
      '"https://x.example/a.png"',
      'a file beside the article, such as ./cover.jpg',
    ],
    [
      'cover',
      '{ src: ./a.png, alt: x, title: y }',
      'cover.title',
      'an unknown field "title"',
      'one of src, alt, caption, credit',
    ],
    [
      'cover',
      '{ src: ./a.png, alt: x, credit: <b>y</b> }',
      'cover.credit',
      '"<b>y</b>"',
      'plain text, without HTML tags',
    ],
    ['access', 'secret', 'access', '"secret"', 'public or members'],
    ['access', 'Members', 'access', '"Members"', 'public or members'],
    ['draft', 'yes', 'draft', '"yes"', 'true or false'],
    ['draft', '1', 'draft', '1', 'true or false'],
    ['canonicalUrl', '/here/', 'canonicalUrl', '"/here/"', address],
    ['canonicalUrl', 'javascript:alert(1)', 'canonicalUrl', '"javascript:alert(1)"', address],
    ['canonicalUrl', 'https://', 'canonicalUrl', '"https://"', address],
    ['redirectFrom', '/old/', 'redirectFrom', '"/old/"', 'a list of paths'],
    ['redirectFrom', '[old/]', 'redirectFrom.0', '"old/"', oldPath],
    ['redirectFrom', '[//elsewhere.example/]', 'redirectFrom.0', '"//elsewhere.example/"', oldPath],
    ['redirectFrom', '["/a b/"]', 'redirectFrom.0', '"/a b/"', oldPath],
    ['redirectFrom', '["/?p=1"]', 'redirectFrom.0', '"/?p=1"', oldPath],
    ['redirectFrom', '["/a\\\\b"]', 'redirectFrom.0', '"/a\\\\b"', oldPath],
    [
      'redirectFrom',
      '[/ok/, /a/../b/]',
      'redirectFrom.1',
      '"/a/../b/"',
      'a path without . or .. in it',
    ],
    ['comments', 'off', 'comments', '"off"', 'true or false'],
  ])('is refused where %s is %j', async (name, value, field, found, wanted) => {
    const line = value === null ? 2 : (lines[name] ?? newLine);
    expect(await problemsWith({ [name]: value })).toEqual([{ file, line, field, found, wanted }]);
  });

  it.each([
    ['title', 'A < b & "c"', 'A < b & "c"'],
    ['title', '"  Trimmed  "', 'Trimmed'],
    ['title', '漢字 👍 مرحبا', '漢字 👍 مرحبا'],
    ['title', 'a'.repeat(200), 'a'.repeat(200)],
    ['title', '"2026: a year"', '2026: a year'],
    ['title', '>-\n  Folded\n  lines', 'Folded lines'],
    ['description', 'Exactly 20 letters!!', 'Exactly 20 letters!!'],
    ['description', 'd'.repeat(200), 'd'.repeat(200)],
    ['publishedAt', '2026-09-14', new Date('2026-09-14T00:00:00Z')],
    ['publishedAt', '2024-02-29', new Date('2024-02-29T00:00:00Z')],
    ['publishedAt', '2026-09-14T08:00:00+02:00', new Date('2026-09-14T06:00:00Z')],
    ['publishedAt', '2026-09-14 08:00', new Date('2026-09-14T08:00:00Z')],
    ['publishedAt', '"2026-09-14T08:00Z"', new Date('2026-09-14T08:00:00Z')],
    ['updatedAt', '2026-09-14', new Date('2026-09-14T00:00:00Z')],
    ['topics', '[]', []],
    ['series', '{ id: flat, part: 3 }', { id: 'flat', part: 3 }],
    ['access', 'members', 'members'],
    ['canonicalUrl', 'http://x.example/a?b#c', 'http://x.example/a?b#c'],
    ['redirectFrom', '[/2019/old.html, /é/, /a*b]', ['/2019/old.html', '/é/', '/a*b']],
    ['comments', 'false', false],
  ])('may say that %s is %j', async (name, value, read) => {
    expect(await articleWith({ [name]: value })).toMatchObject({ [name]: read });
  });

  it('may name a cover with its words', async () => {
    const cover = '{ src: ./a.png, alt: A dot, caption: One pixel, credit: Jane Doe }';
    expect((await articleWith({ cover }))?.cover).toEqual({
      alt: 'A dot',
      caption: 'One pixel',
      credit: 'Jane Doe',
      picture: expect.objectContaining({ source: 'articles/en/a.png', width: 1, height: 1 }),
    });
  });

  it('has defaults for what need not be said, and none for dates, authors or pictures', async () => {
    expect(await articleWith({ topics: null })).toEqual({
      title: 'A small article',
      description: 'One sentence that says what it is about.',
      publishedAt: new Date('2026-09-14T00:00:00Z'),
      authors: ['web-desk'],
      topics: [],
      access: 'public',
      draft: false,
      redirectFrom: [],
      comments: true,
      locale: 'en',
      slug: 'a',
      isScheduled: false,
      bodyDigest: expect.stringMatching(/^[0-9a-f]{32}$/),
      membersDigest: null,
      entry: null,
      headings: [],
      wordCount: 2,
    });
  });

  it('is told of fields that there are none of, and of those there are', async () => {
    const known =
      'title, description, publishedAt, updatedAt, authors, topics, series, cover, access, draft, canonicalUrl, redirectFrom, comments';
    expect(await problemsWith({ titel: 'x', Draft: 'true' })).toEqual([
      {
        file,
        line: 7,
        field: 'titel',
        found: 'an unknown field "titel"',
        wanted: `one of ${known}`,
      },
      {
        file,
        line: 8,
        field: 'Draft',
        found: 'an unknown field "Draft"',
        wanted: `one of ${known}`,
      },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '<<'])(
    'may not be called as parts of JavaScript or YAML are: %s',
    async (name) => {
      const body = article().replace('topics:', `${name}: { draft: true }\ntopics:`);
      expect(await problemsIn({ [file]: body })).toEqual([
        expect.objectContaining({ line: 6, field: name, found: `an unknown field "${name}"` }),
      ]);
      expect({}).not.toHaveProperty('draft');
    },
  );

  it('has every wrong field told at once, each on its line, nested ones too', async () => {
    const problems = await problemsWith({
      title: null,
      publishedAt: 'soon',
      topics: '\n  - publishing\n  - Wrong One',
      series: '\n  id: flat\n  part: none',
    });
    expect(problems.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '2 title',
      '3 publishedAt',
      '7 topics.1',
      '10 series.part',
    ]);
  });
});
