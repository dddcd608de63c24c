import { describe, expect, it } from 'vitest';
import { loadFiles, page, problemsIn } from '#tests/setup/content.ts';

const name = (longest: number): string =>
  `plain text of at most ${longest} characters, or one such text for each language code`;

describe('a plain page', () => {
  it('has a title, a description and defaults for the rest', async () => {
    const { pages } = await loadFiles({ 'pages/en/about.md': page('## We\n') });
    expect(pages).toEqual([
      {
        title: 'About us',
        description: 'One sentence that says who we are.',
        draft: false,
        redirectFrom: [],
        locale: 'en',
        slug: 'about',
        bodyDigest: expect.stringMatching(/^[0-9a-f]{32}$/),
        headings: [{ depth: 2, slug: 'we', text: 'We' }],
      },
    ]);
  });

  it.each([
    ['updatedAt: 2026-02-30', 'updatedAt', '"2026-02-30"'],
    ['draft: maybe', 'draft', '"maybe"'],
    ['redirectFrom: [x]', 'redirectFrom.0', '"x"'],
    ['authors: [web-desk]', 'authors', 'an unknown field "authors"'],
    ['publishedAt: 2026-01-01', 'publishedAt', 'an unknown field "publishedAt"'],
  ])('is refused with %s', async (fields, field, found) => {
    const problems = await problemsIn({ 'pages/en/about.md': page('x', `${fields}\n`) });
    expect(problems).toEqual([expect.objectContaining({ line: 4, field, found })]);
  });

  it('has a title of 120 characters at most and a description of 20 at least', async () => {
    const text = `---\ntitle: ${'a'.repeat(121)}\ndescription: short\n---\n`;
    expect(await problemsIn({ 'pages/en/about.md': text })).toEqual([
      expect.objectContaining({ line: 2, field: 'title', wanted: 'at most 120 characters' }),
      expect.objectContaining({ line: 3, field: 'description', wanted: 'at least 20 characters' }),
    ]);
  });

  it.each([
    'articles',
    'api',
    'topics',
    'search',
    'account',
    'newsletter',
    '404',
    'og',
    'page',
    'en',
  ])('may not take the place of a part of the site: %s', async (slug) => {
    expect(await problemsIn({ [`pages/en/${slug}.md`]: page() })).toEqual([
      {
        file: `pages/en/${slug}.md`,
        line: null,
        field: 'slug',
        found: `the slug ${slug}, which a part of the site uses`,
        wanted: 'another name for the file',
      },
    ]);
  });

  it('that is a draft is shown by the development server only', async () => {
    const files = { 'pages/en/about.md': page('x', 'draft: true\n') };
    expect((await loadFiles(files)).pages).toEqual([]);
    expect((await loadFiles(files, { showsHidden: true })).pages).toHaveLength(1);
  });
});

describe('an author, a topic, a series', () => {
  it('may have a name for each language', async () => {
    const { authors, topics, series } = await loadFiles({
      'authors/jane.yaml': 'name: { en: Jane, ar: جين }\nbio: Writes.\nurl: https://jane.example\n',
      'topics/sea.yaml': 'name: { en: The sea }\ndescription: { en: Water., de: Wasser. }\n',
      'series/waves.yaml': 'title: Waves\ndescription: All of them.\n',
    });
    expect(authors.get('jane')).toEqual({
      name: { en: 'Jane', ar: 'جين' },
      kind: 'person',
      bio: 'Writes.',
      url: 'https://jane.example',
    });
    expect(topics.get('sea')).toEqual({
      name: { en: 'The sea' },
      description: { en: 'Water.', de: 'Wasser.' },
    });
    expect(series.get('waves')).toEqual({ title: 'Waves', description: 'All of them.' });
  });

  it.each([
    ['authors/x.yaml', '', 1, 'name', 'nothing', name(80)],
    ['authors/x.yaml', 'name: 7\n', 1, 'name', '7', name(80)],
    [
      'authors/x.yaml',
      'name: <b>x</b>\n',
      1,
      'name',
      '"<b>x</b>"',
      'plain text, without HTML tags',
    ],
    ['authors/x.yaml', 'name: { EN: x }\n', 1, 'name', '{"EN":"x"}', name(80)],
    ['authors/x.yaml', 'name: x\nkind: robot\n', 2, 'kind', '"robot"', 'person or group'],
    [
      'authors/x.yaml',
      'name: x\nurl: x.example\n',
      2,
      'url',
      '"x.example"',
      'a web address that begins with https://',
    ],
    [
      'authors/x.yaml',
      'name: x\nemail: a@b.example\n',
      2,
      'email',
      'an unknown field "email"',
      'one of name, kind, bio, url',
    ],
    ['authors/x.yaml', 'just words\n', 1, null, '"just words"', 'fields such as name: Web Desk'],
    ['authors/x.yaml', '- name: x\n', 1, null, '[{"name":"x"}]', 'fields such as name: Web Desk'],
    ['topics/x.yaml', 'title: x\n', 1, 'name', 'nothing', name(60)],
    ['topics/x.yaml', '[]\n', 1, null, '[]', 'fields such as name: Publishing'],
    [
      'series/x.yaml',
      `title: ${'a'.repeat(121)}\n`,
      1,
      'title',
      `"${'a'.repeat(79)}…`,
      'at most 120 characters',
    ],
    ['series/x.yaml', 'true\n', 1, null, 'true', 'fields such as title: Flat files'],
  ])('is refused: %s with %j', async (file, text, line, field, found, wanted) => {
    expect(await problemsIn({ [file]: text })).toContainEqual({ file, line, field, found, wanted });
  });

  it.each([
    ['authors/x.yml', 'authors'],
    ['authors/readme.txt', 'authors'],
    ['topics/deep/x.yaml', 'topics'],
    ['series/x.md', 'series'],
  ])('has its file in its place, and nothing else is there: %s', async (file, folder) => {
    expect(await problemsIn({ [file]: 'name: x\n' })).toEqual([
      {
        file,
        line: null,
        field: null,
        found: 'a file that is no entry',
        wanted: `${folder}/<id>.yaml`,
      },
    ]);
  });

  it('is named by its file in small letters, digits and hyphens', async () => {
    expect(await problemsIn({ 'authors/Web Desk.yaml': 'name: x\n' })).toEqual([
      {
        file: 'authors/Web Desk.yaml',
        line: null,
        field: null,
        found: 'the name "Web Desk", which becomes part of an address',
        wanted: 'small letters and digits, joined by hyphens, such as a-good-name',
      },
    ]);
  });
});
