import { describe, expect, it } from 'vitest';
import { article, loadFiles, page, problemsIn } from '#tests/setup/content.ts';

const file = 'articles/en/a.md';
const twoLanguages =
  'title: The Small Paper\nurl: https://small.example\nlocales:\n  - { code: en, name: English }\n  - { code: de, name: Deutsch }\n';

describe('whoever and whatever an article names', () => {
  it('exists, or the problem lists those that do', async () => {
    const fields = {
      authors: '[web-desk, nobody]',
      topics: '\n  - publishing\n  - nothing',
      series: '{ id: none, part: 1 }',
    };
    expect(
      await problemsIn({ [file]: article(fields), 'authors/jane.yaml': 'name: Jane\n' }),
    ).toEqual([
      {
        file,
        line: 5,
        field: 'authors.1',
        found: 'nobody, but there is no authors/nobody.yaml',
        wanted: 'one of jane, web-desk; or a new file in authors/',
      },
      {
        file,
        line: 8,
        field: 'topics.1',
        found: 'nothing, but there is no topics/nothing.yaml',
        wanted: 'one of publishing; or a new file in topics/',
      },
      {
        file,
        line: 9,
        field: 'series.id',
        found: 'none, but there is no series/none.yaml',
        wanted: 'one of flat; or a new file in series/',
      },
    ]);
  });

  it.each(['constructor', 'tostring', 'valueof'])(
    'is looked for among files, not among parts of JavaScript: %s',
    async (name) => {
      expect(await problemsIn({ [file]: article({ authors: `[${name}]` }) })).toEqual([
        expect.objectContaining({ found: `${name}, but there is no authors/${name}.yaml` }),
      ]);
    },
  );

  it('may be told that there is none yet', async () => {
    const problems = await problemsIn({ [file]: article(), 'topics/publishing.yaml': null });
    expect(problems.map(({ wanted }) => wanted)).toEqual([
      'the id of a file in topics/, where there is none yet',
    ]);
  });

  it('is listed no longer than one can read', async () => {
    const many = Array.from({ length: 20 }, (_, index) => [`topics/t${index}.yaml`, 'name: x\n']);
    const problems = await problemsIn({
      ...Object.fromEntries(many),
      [file]: article({ topics: '[x]' }),
    });
    expect(problems[0]?.wanted).toMatch(/^one of (?:[a-z0-9]+, ){12}…; or a new file in topics\/$/);
  });

  it('is not called missing where its file is there and wrong', async () => {
    const problems = await problemsIn({
      [file]: article({ authors: '[jane]' }),
      'authors/jane.yaml': 'nom: Jane\n',
    });
    expect(new Set(problems.map((problem) => problem.file))).toEqual(
      new Set(['authors/jane.yaml']),
    );
  });
});

describe('two articles', () => {
  it('of one slug, as x.md and x/index.md, are refused', async () => {
    expect(
      await problemsIn({ 'articles/en/x.md': article(), 'articles/en/x/index.md': article() }),
    ).toEqual([
      {
        file: 'articles/en/x/index.md',
        line: null,
        field: 'slug',
        found: 'the slug x, which articles/en/x.md has too',
        wanted: 'one file for each slug: rename or remove one of them',
      },
    ]);
  });

  it('of one slug in two languages are translations of each other', async () => {
    const { articles } = await loadFiles({
      'site.yaml': twoLanguages,
      'articles/en/x.md': article(),
      'articles/de/x/index.md': article({ title: 'Ein kleiner Artikel' }),
    });
    expect(articles.map(({ locale, slug }) => `${locale}/${slug}`)).toEqual(['de/x', 'en/x']);
  });

  it('may be called as a page is', async () => {
    const { articles, pages } = await loadFiles({
      'articles/en/x.md': article(),
      'pages/en/x.md': page(),
    });
    expect([articles.length, pages.length]).toEqual([1, 1]);
  });

  it('cannot be the same part of a series in one language', async () => {
    const series = '{ id: flat, part: 2 }';
    expect(
      await problemsIn({
        'site.yaml': twoLanguages,
        'articles/de/a.md': article({ series }),
        'articles/en/a.md': article({ series }),
        'articles/en/b.md': article({ series: '\n  id: flat\n  part: 2' }),
      }),
    ).toEqual([
      {
        file: 'articles/en/b.md',
        line: 9,
        field: 'series.part',
        found: 'part 2 of flat, which articles/en/a.md is too',
        wanted: 'a part of its own',
      },
    ]);
  });

  it('may be parts 1 and 3 of a series whose part 2 is to come', async () => {
    const { articles } = await loadFiles({
      'articles/en/a.md': article({ series: '{ id: flat, part: 1 }' }),
      'articles/en/b.md': article({ series: '{ id: flat, part: 3 }' }),
    });
    expect(articles).toHaveLength(2);
  });
});

describe('redirects', () => {
  it('come from redirects.yaml, articles and pages, each with its place', async () => {
    const { redirects } = await loadFiles({
      'redirects.yaml': '/rss: /rss.xml\n/away/: https://x.example/\n/mail: mailto:a@b.example\n',
      [file]: article({ redirectFrom: '[/2019/a.html, /é/]' }),
      'pages/en/about.md': page('x', 'redirectFrom: [/who/]\n'),
    });
    expect(redirects).toEqual([
      { from: '/rss', to: '/rss.xml', file: 'redirects.yaml', line: 1 },
      { from: '/away/', to: 'https://x.example/', file: 'redirects.yaml', line: 2 },
      { from: '/mail', to: 'mailto:a@b.example', file: 'redirects.yaml', line: 3 },
      { from: '/2019/a.html', to: '/articles/a/', file, line: 7 },
      { from: '/é/', to: '/articles/a/', file, line: 7 },
      { from: '/who/', to: '/about/', file: 'pages/en/about.md', line: 4 },
    ]);
  });

  it('lead to a language’s own address', async () => {
    const { redirects } = await loadFiles({
      'site.yaml': twoLanguages,
      'articles/de/a.md': article({ redirectFrom: '[/alt/]' }),
    });
    expect(redirects.map(({ to }) => to)).toEqual(['/de/articles/a/']);
  });

  it('that lead in a circle, to themselves or to another redirect are refused', async () => {
    const problems = await problemsIn({
      'redirects.yaml': '/a/: /b/\n/b/: /a/\n/c/: /c/\n/d/: /e/\n/e/: /topics/\n',
    });
    const wanted = 'the path of a page of this site, or an address elsewhere';
    expect(problems).toEqual(
      ['/a/ /b/', '/b/ /a/', '/c/ /c/', '/d/ /e/'].map((pair, index) => ({
        file: 'redirects.yaml',
        line: index + 1,
        field: pair.split(' ')[0],
        found: `a redirect to ${pair.split(' ')[1]}, where nothing is`,
        wanted,
      })),
    );
  });

  it.each([
    ['/articles/a/', 'an article'],
    ['/articles/a', 'an article without its slash'],
    ['/topics/publishing/', 'a topic'],
    ['/rss.xml', 'a feed'],
    ['/photo.jpg', 'a file in public/'],
    ['/articles/%61/', 'an article, spelt otherwise'],
  ])('cannot take the place of what is there: %s, %s', async (from) => {
    const problems = await problemsIn({
      [file]: article({ redirectFrom: `[${from}]` }),
      'public/photo.jpg': 'x',
    });
    expect(problems).toEqual([
      {
        file,
        line: 7,
        field: 'redirectFrom',
        found: `the path ${from}, where a page or file is`,
        wanted: 'a path that nothing else uses',
      },
    ]);
  });

  it.each([
    ['the same', '/old/', '/old/'],
    ['with and without a slash', '/old', '/old/'],
    ['encoded and not', '/caf%C3%A9/', '/caf\u00e9/'],
    ['composed and not', '/cafe\u0301/', '/caf\u00e9/'],
  ])('cannot begin twice at one path: %s', async (_name, first, second) => {
    const problems = await problemsIn({
      'articles/en/a.md': article({ redirectFrom: `["${first}"]` }),
      'articles/en/b.md': article({ redirectFrom: `["${second}"]` }),
    });
    expect(problems).toEqual([
      {
        file: 'articles/en/b.md',
        line: 7,
        field: 'redirectFrom',
        found: `the path ${second}, which articles/en/a.md:7 redirects too`,
        wanted: 'each old path once',
      },
    ]);
  });

  it('of drafts and of what is scheduled wait for these', async () => {
    const { redirects } = await loadFiles({
      'articles/en/a.md': article({ draft: 'true', redirectFrom: '[/a/]' }),
      'articles/en/b.md': article({ publishedAt: '2027-01-01', redirectFrom: '[/b/]' }),
    });
    expect(redirects).toEqual([]);
  });

  it('to an article that cannot be read are not called wrong as well', async () => {
    const problems = await problemsIn({ [file]: 'x', 'redirects.yaml': '/old/: /articles/a/\n' });
    expect(problems.map((problem) => problem.file)).toEqual([file]);
  });
});
