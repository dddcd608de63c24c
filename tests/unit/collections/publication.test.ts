import { describe, expect, it } from 'vitest';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { article, page, type Files } from '#tests/setup/content.ts';
import { dot } from '#tests/setup/pictures.ts';
import { syncFiles } from '#tests/setup/publication.ts';

const twoLanguages: Files = {
  'site.yaml':
    'title: { en: The Paper, de: Die Zeitung }\nurl: https://small.example\ntimeZone: Asia/Tokyo\nlocales:\n  - { code: en, name: English, formats: en-GB }\n  - { code: de, name: Deutsch }\n',
  'authors/web-desk.yaml':
    'name: { en: Web Desk, de: Netzredaktion }\nkind: group\nbio: We write.\n',
  'strings/de.yaml': 'nav.menu: Menü\n',
};

function part(number: number, publishedAt: string): string {
  return article({ series: `{ id: flat, part: ${number} }`, publishedAt });
}

/** The key of the page of article `a` beside these files. */
async function keyWith(files: Files) {
  const { staticPaths } = await syncFiles({ 'articles/en/a.md': article(), ...files });
  const paths = await staticPaths.articlePaths();
  return paths.find(({ params }) => params['slug'] === 'a')?.cacheKey;
}

describe('the publication', () => {
  it('has an edition for each language, the default first, with its own articles, words and names', async () => {
    const { publication } = await syncFiles({
      ...twoLanguages,
      'articles/en/a.md': article(),
      'articles/de/a.md': article({ title: 'Artikel' }),
      'articles/de/b.md': article(),
    });
    const [english, german] = publication.editions;
    expect(publication.defaultLocale).toBe('en');
    expect(english?.articles.map(({ title }) => title)).toEqual(['A small article']);
    expect(german?.articles.map(({ slug }) => slug)).toEqual(['a', 'b']);
    expect([english?.words.t('nav.menu'), german?.words.t('nav.menu')]).toEqual(['Menu', 'Menü']);
    expect(german?.authors.get('web-desk')).toEqual({
      id: 'web-desk',
      name: 'Netzredaktion',
      description: 'We write.',
      url: null,
      isGroup: true,
    });
    expect(english?.dateStyle).toEqual({ locale: 'en-GB', timeZone: 'Asia/Tokyo' });
  });

  it('knows in which languages an article and a page exist', async () => {
    const { publication } = await syncFiles({
      ...twoLanguages,
      'articles/en/a.md': article(),
      'articles/de/a.md': article(),
      'articles/en/b.md': article(),
      'pages/de/a.md': page(),
    });
    expect(publication.translations.get('articles/a')).toEqual(['de', 'en']);
    expect(publication.translations.get('articles/b')).toEqual(['en']);
    expect(publication.translations.get('pages/a')).toEqual(['de']);
  });

  it('lists the newest first, and articles of one moment by their names', async () => {
    const { publication } = await syncFiles({
      'articles/en/b.md': article({ publishedAt: '2026-01-01' }),
      'articles/en/a.md': article({ publishedAt: '2026-01-01' }),
      'articles/en/c.md': article({ publishedAt: '2026-01-01T00:00:01Z' }),
      'articles/en/d.md': article({ publishedAt: '2025-01-01' }),
    });
    expect(publication.editions[0]?.articles.map(({ slug }) => slug)).toEqual(['c', 'a', 'b', 'd']);
  });

  it('keeps parts of a series in their order, whenever they came out', async () => {
    const { publication } = await syncFiles({
      'articles/en/a.md': part(3, '2026-01-03'),
      'articles/en/b.md': part(1, '2026-01-05'),
      'articles/en/c.md': part(2, '2026-01-01'),
    });
    const series = publication.editions[0]?.bySeries.get('flat');
    expect(series?.map(({ slug }) => slug)).toEqual(['b', 'c', 'a']);
  });

  it('begins a year where its clocks do', async () => {
    const { publication } = await syncFiles({
      ...twoLanguages,
      'articles/en/a.md': article({ publishedAt: '2025-12-31T15:30:00Z' }),
      'articles/en/b.md': article({ publishedAt: '2025-12-31T14:30:00Z' }),
    });
    const years = [...(publication.editions[0]?.byYear ?? [])];
    expect(years.map(([year, articles]) => [year, articles.map(({ slug }) => slug)])).toEqual([
      [2026, ['a']],
      [2025, ['b']],
    ]);
  });

  it('with nothing in it has an edition that is empty', async () => {
    const { publication } = await syncFiles({});
    expect(publication.editions.map(({ articles, pages }) => [articles, pages])).toEqual([
      [[], []],
    ]);
  });

  it('tells the integrations what to encode, for whom, and where old addresses lead', async () => {
    const { cacheFolder } = await syncFiles({
      'articles/en/a.md': article({ redirectFrom: '[/old/]' }, '![x](./a.png)'),
      'articles/en/a.png': dot,
      'articles/en/b.md': article({ access: 'members' }, '![x](./b.png)'),
      'articles/en/b.png': Buffer.concat([dot, Buffer.from([0])]),
    });
    const plan = await readBuildPlan(cacheFolder);
    expect(plan.pictures.map(({ source }) => source)).toEqual(['articles/en/a.png']);
    expect(plan.memberArticles).toEqual(['/articles/b/']);
    expect(plan.memberPictures).toMatchObject([
      {
        source: 'articles/en/b.png',
        base: expect.stringMatching(/^\/articles\/b\/members\/b\.\w+$/),
      },
    ]);
    expect(plan.redirects).toEqual([{ from: '/old/', to: '/articles/a/' }]);
  });
});

describe('a day', () => {
  it('is shown as its author wrote it, west of Greenwich too', async () => {
    const { publication, staticPaths } = await syncFiles({
      'site.yaml':
        'title: The Paper\nurl: https://small.example\ntimeZone: America/New_York\nlocales:\n  - { code: en, name: English, formats: en-US }\n',
      'articles/en/a.md': article({ publishedAt: '2026-01-01' }),
    });
    expect([...(publication.editions[0]?.byYear.keys() ?? [])]).toEqual([2026]);
    const [path] = await staticPaths.articlePaths();
    expect(path?.props.view.card.longDate).toBe('January 1, 2026');
  });
});

describe('a new article', () => {
  it('leaves every page alone that does not show it', async () => {
    const files = { ...twoLanguages, 'articles/en/a.md': article({ topics: '[]' }) };
    const before = await keyWith(files);
    const german = article({ title: 'Neu', publishedAt: '2026-11-01' });
    expect(await keyWith({ ...files, 'articles/de/neu.md': german })).toBe(before);
  });
});

describe('menus', () => {
  it('lead to pages of their language, and elsewhere where that has none', async () => {
    const { publication, staticPaths } = await syncFiles({
      ...twoLanguages,
      'site.yaml': `${String(twoLanguages['site.yaml'])}navigation:\n  - { label: About, href: /about/ }\n  - { label: Help, href: '/help/#top' }\n  - { label: List, href: /list.pdf }\n  - { label: Else, href: 'https://other.example/' }\n`,
      'articles/en/a.md': article(),
      'articles/de/a.md': article(),
      'pages/en/about.md': page(),
      'pages/en/help.md': page(),
      'pages/de/about.md': page(),
      'public/list.pdf': 'x',
    });
    expect(publication.editions).toHaveLength(2);
    const paths = await staticPaths.frontPagePaths();
    const hrefs = paths.map(({ props }) => props.view.frame.navigation.map(({ href }) => href));
    expect(hrefs).toEqual([
      ['/about/', '/help/#top', '/list.pdf', 'https://other.example/'],
      ['/de/about/', '/help/#top', '/list.pdf', 'https://other.example/'],
    ]);
  });
});

describe('a long series', () => {
  it('is named in part on the page of each of its parts', async () => {
    const parts = Array.from({ length: 30 }, (_, index) => [
      `articles/en/part-${index + 1}.md`,
      part(index + 1, `2026-09-${String(index + 1).padStart(2, '0')}`),
    ]);
    const { staticPaths } = await syncFiles({
      'site.yaml': twoLanguages['site.yaml'] ?? null,
      ...(Object.fromEntries(parts) as Files),
    });
    const paths = await staticPaths.articlePaths();
    const seriesOf = (slug: string) =>
      paths.find(({ params }) => params['slug'] === slug)?.props.view.series;
    expect(seriesOf('part-15')?.count).toBe(30);
    expect(seriesOf('part-15')?.parts.map((one) => one.part)).toEqual([
      11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
    expect(seriesOf('part-1')?.parts.map((one) => one.part)).toEqual([1, 2, 3, 4, 5]);
    expect(seriesOf('part-30')?.next).toBeNull();
  });
});

describe('a draft', () => {
  it('has no picture in what is built', async () => {
    const { cacheFolder } = await syncFiles({
      'articles/en/a.md': article(),
      'articles/en/b/index.md': article({ draft: 'true' }, '![A dot](./dot.png)'),
      'articles/en/b/dot.png': dot,
    });
    expect((await readBuildPlan(cacheFolder)).pictures).toEqual([]);
  });
});

describe('the paths of pages', () => {
  it('have no prefix in the default language and one in others', async () => {
    const { staticPaths } = await syncFiles({
      ...twoLanguages,
      'articles/en/a.md': article(),
      'articles/de/b.md': article(),
    });
    const paths = await staticPaths.articlePaths();
    expect(paths.map(({ params }) => params)).toEqual([
      { locale: undefined, slug: 'a' },
      { locale: 'de', slug: 'b' },
    ]);
    expect(paths.map(({ props }) => props.view.url)).toEqual([
      'https://small.example/articles/a/',
      'https://small.example/de/articles/b/',
    ]);
  });

  it('have a key that changes with what the page shows and with nothing else', async () => {
    const usual = await keyWith({});
    expect(await keyWith({})).toBe(usual);
    expect(await keyWith({ 'redirects.yaml': '/old/: /\n' })).toBe(usual);
    expect(await keyWith({ 'articles/en/a.md': article({}, 'Other text.') })).not.toBe(usual);
    expect(await keyWith({ 'authors/web-desk.yaml': 'name: Others\n' })).not.toBe(usual);
    expect(await keyWith({ 'strings/en.yaml': 'article.by: From\n' })).not.toBe(usual);
  });
});
