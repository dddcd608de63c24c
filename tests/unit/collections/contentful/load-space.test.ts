import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Element, Nodes } from 'hast';
import { htmlToHast } from 'satteri';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readBodyIn } from '#src/collections/bodies.ts';
import type { ContentfulSource } from '#src/collections/contentful/load-space.ts';
import { ContentError } from '#src/collections/reading/problems.ts';
import type { Content } from '#src/collections/reading/load-content.ts';
import {
  space,
  startContentful,
  token,
  type ContentfulServer,
  type Item,
  type Locale,
} from '#tests/mocks/contentful/server.ts';
import { article, load, writeContent, type Files, type Folders } from '#tests/setup/content.ts';
import { readExport } from '#tests/mocks/contentful/read-export.ts';
import { de, en, entry, link } from '#tests/setup/contentful-items.ts';
import { doc, node, p, t, target, type Node } from '#tests/setup/rich-text.ts';

const author = entry('ada', 'author', { name: 'Ada Lovelace', bio: 'Wrote programs.' });
const photo = {
  sys: { id: 'photo', type: 'Asset', updatedAt: '2026-01-01T00:00:00Z', revision: 1 },
  fields: {
    title: { 'en-US': 'A photograph' },
    file: {
      'en-US': {
        url: `//images.ctfassets.net/${space}/photo/v1/photo.jpg`,
        contentType: 'image/jpeg',
        fileName: 'photo.jpg',
        details: { size: 1000, image: { width: 1000, height: 600 } },
      },
    },
  },
} as Item;

function post(id: string, fields: Readonly<Record<string, unknown>> = {}): Item {
  return entry(id, 'article', {
    title: `Title of ${id}`,
    slug: id,
    description: 'One sentence that says what it is about.',
    publishedAt: '2026-09-15',
    authors: [link('ada')],
    body: doc(p(t(`Words of ${id}.`))),
    ...fields,
  });
}

function embed(id: string): Node {
  return node('embedded-entry-block', target(id));
}

interface Site {
  readonly server: ContentfulServer;
  readonly folders: Folders;
  readonly warnings: string[];
  build: (options?: Partial<ContentfulSource> & { readonly timeout?: number }) => Promise<Content>;
}

async function startSite(
  files: Files = {},
  locales: readonly Locale[] = [en],
  id = space,
): Promise<Site> {
  const server = await startContentful(locales, { id });
  onTestFinished(() => server.close());
  const folders = await writeContent(files);
  const warnings: string[] = [];
  return {
    server,
    folders,
    warnings,
    build: ({ timeout = 2000, ...options } = {}) =>
      load(folders, {
        contentful: {
          connection: {
            space: id,
            environment: 'master',
            token,
            host: server.url,
            retries: 0,
            timeout,
          },
          isStrict: false,
          warn: (message) => warnings.push(message),
          ...options,
        },
      }),
  };
}

function elementsIn(tree: Nodes): Element[] {
  const inside = 'children' in tree ? tree.children.flatMap(elementsIn) : [];
  return tree.type === 'element' ? [tree, ...inside] : inside;
}

async function problemsOf(site: Site): Promise<string> {
  const error = await site.build().catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ContentError);
  return String(error instanceof Error ? error.message : error);
}

/** The HTML of an article that links to one of 24 November 2026, built where `timeZone` is. */
async function firstArticleIn(timeZone: string): Promise<string> {
  const site = await startSite({
    'site.yaml': `title: Here\nurl: https://here.example\ntimeZone: ${timeZone}\nlocales: [{ code: en, name: English }]\n`,
  });
  const body = doc(p(node('entry-hyperlink', target('soon'), t('Soon'))));
  site.server.publish(author, post('one', { body }), post('soon', { publishedAt: '2026-11-24' }));
  const { articles } = await site.build();
  const one = articles.find(({ slug }) => slug === 'one');
  return (await readBodyIn(site.folders.cacheFolder, one?.bodyDigest ?? '')).html;
}

describe('articles of a space', () => {
  it('stand beside those of files, and are the same', async () => {
    const site = await startSite({ 'articles/en/flat.md': article() });
    site.server.publish(author, photo, post('live', { cover: link('photo', 'Asset') }));
    const { articles, authors } = await site.build();
    expect(articles.map(({ slug }) => slug).toSorted()).toEqual(['flat', 'live']);
    const live = articles.find(({ slug }) => slug === 'live');
    expect(live).toMatchObject({
      title: 'Title of live',
      authors: ['ada-lovelace'],
      access: 'public',
      cover: {
        alt: 'A photograph',
        picture: { base: '/_contentful/photo/v1/photo.jpg', width: 1000 },
      },
    });
    expect(authors.get('ada-lovelace')).toMatchObject({ name: 'Ada Lovelace' });
    const { html, markdown } = await readBodyIn(site.folders.cacheFolder, live?.bodyDigest ?? '');
    expect(html).toBe('<p>Words of live.</p>');
    expect(markdown).toBe('Words of live.');
  });

  it('link to each other, in circles too, and show what they embed', async () => {
    const site = await startSite();
    site.server.publish(
      author,
      photo,
      post('one', {
        body: doc(embed('two'), node('embedded-asset-block', target('photo', 'Asset'))),
      }),
      post('two', {
        body: doc(embed('one'), p(node('entry-hyperlink', target('two'), t('itself')))),
      }),
    );
    const { articles } = await site.build();
    const one = articles.find(({ slug }) => slug === 'one');
    const { html } = await readBodyIn(site.folders.cacheFolder, one?.bodyDigest ?? '');
    expect(html).toContain('<aside class="card"><p class="card-title"><a href="/articles/two/">');
    expect(html).toContain('/_contentful/photo/v1/photo.jpg?w=480&#x26;fm=avif 480w');
    expect(html).toContain('width="1000" height="600"');
  });

  it('are in a language when they are translated into it', async () => {
    const site = await startSite(
      {
        'site.yaml':
          'title: Two\nurl: https://two.example\nlocales:\n  - { code: en, name: English }\n  - { code: de, name: Deutsch }\n',
      },
      [en, de],
    );
    site.server.publish(
      author,
      post('both', { title: { 'en-US': 'Both', 'de-DE': 'Beide' } }),
      post('english'),
    );
    const { articles } = await site.build();
    expect(articles.map(({ locale, slug, title }) => [locale, slug, title]).toSorted()).toEqual([
      ['de', 'both', 'Beide'],
      ['en', 'both', 'Both'],
      ['en', 'english', 'Title of english'],
    ]);
  });

  it('are linked to when their day has begun where the publication is', async () => {
    // It is noon in London, and past midnight on Kiritimati.
    expect(await firstArticleIn('Pacific/Kiritimati')).toContain(
      '<a href="/articles/soon/">Soon</a>',
    );
    expect(await firstArticleIn('Europe/London')).toBe('<p>Soon</p>');
  });

  it('leave out what is not published, and say so', async () => {
    const site = await startSite();
    site.server.publish(
      author,
      post('one', {
        authors: [link('ada'), link('gone')],
        body: doc(p(t('Kept.')), node('embedded-entry-block', target('lost'))),
      }),
    );
    const { articles } = await site.build();
    expect(articles).toHaveLength(1);
    expect(site.warnings.join('\n')).toMatch(/gone[\s\S]*lost/);
    expect(site.warnings[0]).toContain(
      `https://app.contentful.com/spaces/${space}/environments/master/entries/one`,
    );
  });
});

describe('a space that is read by a mapping', () => {
  it('keeps its own names', async () => {
    const site = await startSite({
      'site.yaml': [
        'title: Mapped',
        'url: https://mapped.example',
        'locales: [{ code: en, name: English }]',
        'contentful:',
        '  articles:',
        '    - type: blogPost',
        '      fields:',
        '        description: { field: summary, shorten: true }',
        '        publishedAt: sys.createdAt',
        '        authors: { value: [The Desk] }',
        '        topics: tags',
        '        body: modules',
        '  embeds:',
        '    copy: { as: text, text: words }',
        '    sample: { as: snippets, fields: { curl: bash } }',
        '',
      ].join('\n'),
    });
    site.server.publish(
      entry('c1', 'copy', { words: '## Own\n\nSome *words*.' }),
      entry('s1', 'sample', { curl: 'curl example' }),
      entry('b1', 'blogPost', {
        title: 'Post',
        slug: 'post',
        summary: doc(p(t('A long summary, '.repeat(30)))),
        tags: ['Java Script'],
        modules: [link('c1'), link('s1')],
      }),
    );
    const { articles, topics, authors } = await site.build();
    expect(articles[0]).toMatchObject({ authors: ['the-desk'], topics: ['java-script'] });
    expect(articles[0]?.description.length).toBeLessThanOrEqual(200);
    expect(topics.get('java-script')).toEqual({ name: 'Java Script' });
    expect(authors.get('the-desk')).toMatchObject({ name: 'The Desk' });
    const { html } = await readBodyIn(site.folders.cacheFolder, articles[0]?.bodyDigest ?? '');
    expect(html).toContain('<em>words</em>');
    expect(html).toContain('data-language="bash"');
  });
});

describe('what is wrong in a space', () => {
  it('is told with the entry, its title, its field and a link', async () => {
    const site = await startSite();
    site.server.publish(
      author,
      post('bad', { description: 'Short.', publishedAt: null, title: '<script>alert(1)</script>' }),
    );
    const told = await problemsOf(site);
    expect(told).toContain(
      'Contentful “<script>alert(1)</script>” (article, bad, en)  description',
    );
    expect(told).toContain('at least 20 characters');
    expect(told).toContain('plain text, without HTML tags');
    expect(told).toMatch(/publishedAt\n {2}found {3}nothing/);
    expect(told).toContain(
      `open    https://app.contentful.com/spaces/${space}/environments/master/entries/bad`,
    );
  });

  it('is a slug that a file has, or two entries', async () => {
    const site = await startSite({ 'articles/en/taken.md': article() });
    site.server.publish(
      author,
      post('a', { slug: 'taken' }),
      post('b', { slug: 'twice' }),
      post('c', { slug: 'twice' }),
    );
    const told = await problemsOf(site);
    expect(told).toContain('the slug taken, which articles/en/taken.md has too');
    expect(told).toContain(
      'the slug twice, which Contentful “Title of b” (article, b, en) has too',
    );
  });

  it('is a link that is code', async () => {
    const site = await startSite();
    const body = doc(p(node('hyperlink', { uri: 'javascript:alert(1)' }, t('x'))));
    site.server.publish(author, post('a', { body }));
    expect(await problemsOf(site)).toContain('a link to "javascript:alert(1)"');
  });
});

describe('what is hostile', () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{x}}]]>--><!--';

  it('is refused in fields that are plain text', async () => {
    const site = await startSite();
    site.server.publish(
      entry('ada', 'author', { name: hostile, slug: 'ada', bio: hostile }),
      entry('odd', 'topic', { name: '<b>Odd</b>', description: hostile }),
      entry('parts', 'series', { title: hostile, slug: 'parts', description: hostile }),
      entry('note', 'callout', { title: 'A note', kind: 'note', text: hostile }),
      { ...photo, fields: { ...photo.fields, description: { 'en-US': hostile } } },
      post('one', {
        title: hostile,
        description: `${hostile} and a few words more`,
        cover: link('photo', 'Asset'),
        canonicalUrl: 'javascript:alert(1)',
        redirectFrom: ['//evil.example/', '/a\r\nSet-Cookie: a'],
        access: hostile,
        body: doc(embed('note')),
      }),
    );
    const told = await problemsOf(site);
    for (const field of [
      'title',
      'description',
      'cover.alt',
      'canonicalUrl',
      'access',
      'name',
      'bio',
      'body (',
    ]) {
      expect(told, field).toContain(`)  ${field}`);
    }
    expect(told.match(/ {2}redirectFrom/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('is words in texts and in what stands in them', async () => {
    const site = await startSite();
    const assetOf = (id: string, more: object): Item => {
      const file = Object.assign({}, photo.fields['file']?.['en-US'], more);
      const fields = { title: { 'en-US': hostile }, file: { 'en-US': file } };
      return { sys: { ...photo.sys, id }, fields };
    };
    site.server.publish(
      author,
      assetOf('shown', {}),
      assetOf('linked', { contentType: 'application/pdf', fileName: hostile }),
      entry('code', 'codeBlock', { title: hostile, language: hostile, code: `\`\`\`\n${hostile}` }),
      entry('note', 'callout', { title: hostile, kind: hostile, text: 'Words.' }),
      entry('pic', 'picture', {
        image: link('shown', 'Asset'),
        alt: hostile,
        caption: hostile,
        credit: hostile,
      }),
      entry('film', 'video', { title: hostile, url: 'https://example.org/"><script>' }),
      post('one', {
        body: doc(
          p(
            t(hostile),
            node('hyperlink', { uri: 'https://example.org/"onmouseover="x' }, t(hostile)),
          ),
          node('heading-2', {}, t(hostile)),
          ...['code', 'note', 'pic', 'film'].map(embed),
          ...['shown', 'linked'].map((id) => node('embedded-asset-block', target(id, 'Asset'))),
        ),
      }),
    );
    const { articles } = await site.build();
    const { html } = await readBodyIn(site.folders.cacheFolder, articles[0]?.bodyDigest ?? '');
    expect(html.split('alert(1)').length).toBeGreaterThan(10);
    const elements = elementsIn(htmlToHast(html));
    expect(elements.map(({ tagName }) => tagName)).not.toContain('script');
    for (const { properties } of elements) {
      expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([]);
      expect(properties['src']).not.toBe('x');
    }
  });
});

describe('a sync', () => {
  it('goes on where the last one ended', async () => {
    const site = await startSite();
    site.server.publish(author, post('one'), post('two'), post('three'));
    await site.build();
    const before = site.server.requests.length;
    site.server.unpublish('two');
    site.server.publish(post('one', { title: 'Changed' }));
    const { articles } = await site.build();
    expect(articles.map(({ title }) => title).toSorted()).toEqual(['Changed', 'Title of three']);
    const asked = site.server.requests.slice(before).filter((one) => one.includes('/sync'));
    expect(asked.every((one) => one.includes('sync_token='))).toBe(true);
  });

  it('begins anew where its token is not known any more', async () => {
    const site = await startSite();
    site.server.publish(author, post('one'), post('two'));
    await site.build();
    site.server.unpublish('one');
    site.server.expireTokens();
    const { articles } = await site.build();
    expect(site.warnings).toEqual([]);
    expect(articles.map(({ slug }) => slug)).toEqual(['two']);
  });

  it('begins anew where what was kept is broken', async () => {
    const site = await startSite();
    site.server.publish(author, post('one'));
    await site.build();
    const folder = path.join(site.folders.cacheFolder, 'contentful');
    const [name = ''] = await readdir(folder);
    const kept = await readFile(path.join(folder, name), 'utf8');
    await writeFile(path.join(folder, name), kept.slice(0, -20));
    expect((await site.build()).articles).toHaveLength(1);
  });

  it('that empties the publication is refused', async () => {
    const site = await startSite();
    const posts = Array.from({ length: 10 }, (_, n) => post(`p${n}`));
    site.server.publish(author, ...posts);
    await site.build();
    for (const { sys } of posts.slice(0, 5)) site.server.unpublish(sys.id);
    await expect(site.build()).rejects.toThrow('5 of 10 articles are gone');
    // Nothing of it is kept: the next build is refused as well.
    await expect(site.build()).rejects.toThrow('mostDeleted');
  });
});

describe('an outage', () => {
  const faults = [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429 },
    { kind: 'garbage' },
    { kind: 'half' },
    { kind: 'silence' },
  ] as const;

  it.each(faults)('is bridged by what was kept, loudly: %j', async (fault) => {
    const site = await startSite();
    site.server.publish(author, post('one'));
    await site.build();
    site.server.fault(fault);
    const { articles } = await site.build({ timeout: 200 });
    expect(articles.map(({ slug }) => slug)).toEqual(['one']);
    expect(site.warnings.join()).toContain('COULD NOT BE READ');
    await expect(site.build({ timeout: 200, isStrict: true })).rejects.toThrow('CONTENTFUL_STRICT');
  });

  it('stops a first build', async () => {
    const site = await startSite();
    site.server.fault({ kind: 'status', status: 503 });
    await expect(site.build()).rejects.toThrow('Nothing is kept of it');
  });

  it('is not a wrong token, which is an error', async () => {
    const site = await startSite();
    site.server.publish(author, post('one'));
    await site.build();
    const connection = {
      space,
      environment: 'master',
      token: 'secret-wrong',
      host: site.server.url,
      retries: 0,
    };
    const error: unknown = await site.build({ connection }).catch((cause: unknown) => cause);
    expect(String(error)).toContain('the token is not one of this space');
    expect(String(error)).not.toContain('secret-wrong');
  });
});

const folder = '../shared/data/contentful';

/** What builds a site from an export: a file that says how its types and fields are called, no more. */
const mappings = {
  'starter-blog.json': {
    articles: 3,
    locales: '[{ code: en, name: English }]',
    contentful: [
      '  articles:',
      '    - type: blogPost',
      '      fields:',
      '        description: { field: description, shorten: true }',
      '        publishedAt: publishDate',
      '        authors: author',
      '        topics: tags',
      '        cover: heroImage',
      '  authors: { type: person, fields: { bio: shortBio } }',
    ],
  },
  'example-app-two-locales.json': {
    articles: 22,
    locales: '[{ code: en, name: English }, { code: de, name: Deutsch }]',
    contentful: [
      '  locales: { en: en-US, de: de-DE }',
      '  articles:',
      '    - type: lesson',
      '      fields:',
      '        description: { value: A lesson of the Contentful example app. }',
      '        publishedAt: sys.createdAt',
      '        authors: { value: [Contentful] }',
      '        body: modules',
      '    - type: course',
      '      fields:',
      '        description: { field: shortDescription, shorten: true }',
      '        publishedAt: sys.createdAt',
      '        authors: { value: [Contentful] }',
      '        topics: categories',
      '        cover: image',
      '        body: description',
      '  topics: { type: category, fields: { name: title } }',
      '  embeds:',
      '    lessonCopy: { as: text, text: copy }',
      '    lessonImage: { as: picture, alt: caption }',
      '    lessonCodeSnippets:',
      '      as: snippets',
      '      fields: { curl: bash, javascript: js, python: python, ruby: ruby, php: php, java: java }',
    ],
  },
} as const;

describe.skipIf(!existsSync(folder))('exports of real spaces', () => {
  it.each(Object.keys(mappings) as (keyof typeof mappings)[])(
    'build with a mapping and nothing else: %s',
    async (name) => {
      const { articles: count, locales: languages, contentful } = mappings[name];
      const { id, locales, published } = readExport(readFileSync(`${folder}/${name}`, 'utf8'));
      const site = await startSite(
        {
          'authors/web-desk.yaml': null,
          'topics/publishing.yaml': null,
          'series/flat.yaml': null,
          'site.yaml': [
            'title: Somebody’s space',
            'url: https://starter.example',
            `locales: ${languages}`,
            'contentful:',
            ...contentful,
            '',
          ].join('\n'),
        },
        locales,
        id,
      );
      site.server.publish(...published);
      const { articles } = await site.build();
      expect(articles).toHaveLength(count);
      expect(articles.every(({ wordCount }) => wordCount > 0)).toBe(true);
    },
  );
});
