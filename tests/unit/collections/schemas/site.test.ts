import { describe, expect, it } from 'vitest';
import { article, loadFiles, problemsIn } from '#tests/setup/content.ts';

const basics = {
  title: 'The Small Paper',
  url: 'https://small.example',
  locales: '[{ code: en, name: English }]',
};

function siteWith(fields: Readonly<Record<string, string | null>>): string {
  return Object.entries<string | null>({ ...basics, ...fields })
    .flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\n`]))
    .join('');
}

const lines: Readonly<Record<string, number>> = { title: 1, url: 2, locales: 3 };
const localized = 'plain text of at most 60 characters, or one such text for each language code';
const code = 'a language code in small letters, such as en or pt-br';
const target = 'a path that begins with /, or an address that begins with https:// or mailto:';

describe('site.yaml', () => {
  it.each([
    ['title', null, 'title', 'nothing', localized],
    ['title', 'a'.repeat(61), 'title', `"${'a'.repeat(61)}"`, 'at most 60 characters'],
    ['title', '<i>Paper</i>', 'title', '"<i>Paper</i>"', 'plain text, without HTML tags'],
    ['tagline', 'a'.repeat(121), 'tagline', `"${'a'.repeat(79)}…`, 'at most 120 characters'],
    ['url', null, 'url', 'nothing', 'a web address'],
    ['url', 'small.example', 'url', '"small.example"', 'a web address that begins with https://'],
    [
      'url',
      'javascript:alert(1)',
      'url',
      '"javascript:alert(1)"',
      'a web address that begins with https://',
    ],
    [
      'url',
      'https://small.example/blog/',
      'url',
      '"https://small.example/blog/"',
      'an address without a path: a publication has a host of its own',
    ],
    [
      'locales',
      null,
      'locales',
      'nothing',
      'a list of languages, such as [{ code: en, name: English }]',
    ],
    [
      'locales',
      'en',
      'locales',
      '"en"',
      'a list of languages, such as [{ code: en, name: English }]',
    ],
    ['locales', '[]', 'locales', '[]', 'at least one language'],
    ['locales', '[en]', 'locales.0', '"en"', 'a language such as { code: en, name: English }'],
    ['locales', '[{ code: EN, name: x }]', 'locales.0.code', '"EN"', code],
    ['locales', '[{ code: ../en, name: x }]', 'locales.0.code', '"../en"', code],
    ['locales', '[{ code: en-x, name: x }]', 'locales.0.code', '"en-x"', code],
    [
      'locales',
      '[{ code: en-aaaaaaaa-bbbb-bbbb, name: x }]',
      'locales.0.code',
      '"en-aaaaaaaa-bbbb-bbbb"',
      'a language code that exists, such as en or pt-br',
    ],
    [
      'locales',
      '[{ code: api, name: x }]',
      'locales.0.code',
      '"api"',
      'another code: a part of the site has this path',
    ],
    [
      'locales',
      '[{ code: en }]',
      'locales.0.name',
      'nothing',
      'text; put it in quotes if it is a number, a date or has a colon',
    ],
    [
      'locales',
      '[{ code: en, name: x }, { code: en, name: y }]',
      'locales',
      '[{"code":"en","name":"x"},{"code":"en","name":"y"}]',
      'each language once',
    ],
    [
      'locales',
      '[{ code: en, name: x, formats: english_british }]',
      'locales.0.formats',
      '"english_british"',
      'a language tag, such as en-GB',
    ],
    ['locales', '[{ code: en, name: x, dir: up }]', 'locales.0.dir', '"up"', 'ltr or rtl'],
    [
      'timeZone',
      'Europe/Atlantis',
      'timeZone',
      '"Europe/Atlantis"',
      'the name of a time zone, such as Europe/Berlin',
    ],
    ['navigation', '/about/', 'navigation', '"/about/"', 'a list of links'],
    [
      'navigation',
      '[/about/]',
      'navigation.0',
      '"/about/"',
      'a link such as { label: About, href: /about/ }',
    ],
    ['navigation', '[{ label: x, href: about }]', 'navigation.0.href', '"about"', target],
    [
      'navigation',
      '[{ label: x, href: "javascript:alert(1)" }]',
      'navigation.0.href',
      '"javascript:alert(1)"',
      target,
    ],
    [
      'navigation',
      '[{ label: x, href: //elsewhere.example }]',
      'navigation.0.href',
      '"//elsewhere.example"',
      target,
    ],
    [
      'navigation',
      "[{ label: x, href: '/\\elsewhere.example' }]",
      'navigation.0.href',
      '"/\\\\elsewhere.example"',
      target,
    ],
    ['sections', 'publishing', 'sections', '"publishing"', 'a list of topic ids'],
    [
      'social',
      '[{ label: x, href: /here/ }]',
      'social.0.href',
      '"/here/"',
      'a web address that begins with https://',
    ],
    ['social', '[x]', 'social.0', '"x"', 'a link such as { label: Mastodon, href: https://… }'],
    ['features', 'none', 'features', '"none"', 'switches such as openGraphImages: false'],
    ['features', '{ shareLinks: off }', 'features.shareLinks', '"off"', 'true or false'],
    [
      'features',
      '{ guestbook: true }',
      'features.guestbook',
      'an unknown field "guestbook"',
      'one of openGraphImages, markdownTwins, shareLinks, accounts, comments',
    ],
    ['articlesPerPage', '5', 'articlesPerPage', '5', '6 to 100'],
    ['articlesPerPage', '101', 'articlesPerPage', '101', '6 to 100'],
    ['articlesPerPage', '6.5', 'articlesPerPage', '6.5', 'a whole number'],
    ['articlesPerFeed', '0', 'articlesPerFeed', '0', '1 to 200'],
    ['articlesPerFeed', 'all', 'articlesPerFeed', '"all"', 'a whole number'],
    ['licence', 'CC BY', 'licence', '"CC BY"', 'a licence with name and url'],
    [
      'licence',
      '{ name: x, url: x }',
      'licence.url',
      '"x"',
      'a web address that begins with https://',
    ],
    ['openGraphFonts', 'x.ttf', 'openGraphFonts', '"x.ttf"', 'a list of font files'],
  ])('is refused where %s is %j', async (name, value, field, found, wanted) => {
    const line = value === null ? 1 : (lines[name] ?? 4);
    expect(await problemsIn({ 'site.yaml': siteWith({ [name]: value }) })).toEqual([
      { file: 'site.yaml', line, field, found, wanted },
    ]);
  });

  it('has defaults for all but title, address and languages', async () => {
    expect((await loadFiles({})).site).toEqual({
      title: 'The Small Paper',
      url: 'https://small.example',
      locales: [{ code: 'en', name: 'English' }],
      timeZone: 'UTC',
      navigation: [],
      sections: [],
      social: [],
      features: {
        openGraphImages: true,
        markdownTwins: true,
        shareLinks: true,
        accounts: true,
        comments: true,
      },
      articlesPerPage: 24,
      articlesPerFeed: 20,
      openGraphFonts: [],
    });
  });

  it('may say everything', async () => {
    const { site } = await loadFiles({
      'articles/en/a.md': article(),
      'site.yaml': siteWith({
        title: '{ en: The Small Paper, pt-br: O Jornal }',
        url: 'https://small.example/',
        locales:
          '[{ code: en, name: English, formats: en-GB, dir: ltr }, { code: pt-br, name: Português }]',
        timeZone: 'Europe/Lisbon',
        navigation:
          '[{ label: { en: Topics }, href: /topics/ }, { label: Write, href: "mailto:a@b.example" }]',
        sections: '[publishing]',
        features: '{ shareLinks: false }',
        articlesPerPage: '6',
        articlesPerFeed: '200',
        licence: '{ name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/" }',
      }),
    });
    expect(site).toMatchObject({
      url: 'https://small.example',
      timeZone: 'Europe/Lisbon',
      sections: ['publishing'],
      features: { openGraphImages: true, markdownTwins: true, shareLinks: false },
    });
    expect(site.locales.map(({ code: one }) => one)).toEqual(['en', 'pt-br']);
  });

  it('with broken YAML is refused on the line that breaks it', async () => {
    expect(await problemsIn({ 'site.yaml': 'title: a: b\nurl: https://small.example\n' })).toEqual([
      expect.objectContaining({
        file: 'site.yaml',
        line: 1,
        wanted: 'quotes around text that has a colon in it',
      }),
    ]);
  });

  it('that is no list of fields is refused', async () => {
    expect(await problemsIn({ 'site.yaml': 'The Small Paper\n' })).toEqual([
      {
        file: 'site.yaml',
        line: 1,
        field: null,
        found: '"The Small Paper"',
        wanted: 'fields such as title: The Small Paper',
      },
    ]);
  });

  it('that is wrong does not make texts in its languages wrong as well', async () => {
    const problems = await problemsIn({
      'site.yaml': siteWith({ title: null, locales: '[{ code: de, name: Deutsch }]' }),
      'articles/de/a.md': article({ title: null }),
    });
    expect(problems.map(({ file, field }) => `${file} ${field}`)).toEqual([
      'articles/de/a.md title',
      'site.yaml title',
    ]);
  });

  it('names sections and links that exist', async () => {
    const fields = {
      sections: '[publishing, sailing]',
      navigation: '\n  - { label: x, href: /nowhere/ }\n  - { label: y, href: "/topics/?a#b" }',
    };
    expect(
      await problemsIn({ 'articles/en/a.md': article(), 'site.yaml': siteWith(fields) }),
    ).toEqual([
      {
        file: 'site.yaml',
        line: 4,
        field: 'sections.1',
        found: 'sailing, but there is no topics/sailing.yaml',
        wanted: 'one of publishing; or a new file in topics/',
      },
      {
        file: 'site.yaml',
        line: 6,
        field: 'navigation.0.href',
        found: 'a link to /nowhere/, where nothing is',
        wanted: 'the path of a page of this site, or an address elsewhere',
      },
    ]);
  });

  it('names fonts for drawing that are fonts in the content folder', async () => {
    const fonts = '[fonts/none.ttf, fonts/words.ttf, ../outside.ttf]';
    const problems = await problemsIn({
      'site.yaml': siteWith({ openGraphFonts: fonts }),
      'fonts/words.ttf': 'words',
    });
    expect(problems.map(({ line, found }) => `${line} ${found}`)).toEqual([
      '4 fonts/none.ttf: a file that is not there',
      '4 fonts/words.ttf: a file that is no such font',
      '4 ../outside.ttf: a file that is not there',
    ]);
  });
});

describe('SITE_URL', () => {
  it('overrides the address in site.yaml, down to its origin', async () => {
    const { site } = await loadFiles({}, { siteUrl: 'https://deploy-7.example/path?x' });
    expect(site.url).toBe('https://deploy-7.example');
  });

  it('that is no web address is refused', async () => {
    expect(await problemsIn({}, { siteUrl: 'small.example' })).toEqual([
      {
        file: 'site.yaml',
        line: null,
        field: 'url',
        found: '"small.example" in the environment as SITE_URL',
        wanted: 'a web address that begins with https://',
      },
    ]);
  });
});
