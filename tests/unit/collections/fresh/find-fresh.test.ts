import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerFresh } from '#src/collections/fresh/answer-fresh.ts';
import { findFresh, type Finding } from '#src/collections/fresh/find-fresh.ts';
import { freshHeaders } from '#src/collections/fresh/fresh-headers.ts';
import { makeArticleView } from '#src/collections/views/article-page.ts';
import { now } from '#tests/setup/content.ts';
import { de, en, entry } from '#tests/setup/contentful-items.ts';
import { post, startFreshSite, type FreshSite } from '#tests/setup/fresh-site.ts';
import { doc, node, p, t, target } from '#tests/setup/rich-text.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

const twoLanguages = {
  'site.yaml':
    'title: Two\nurl: https://two.example\nlocales: [{ code: en, name: English }, { code: de, name: Deutsch }]\ncontentful: { locales: { en: en-US, de: de-DE } }\n',
};

function find(site: FreshSite, slug: string, locale: string | null = null): Promise<Finding> {
  const { origin, variables } = site;
  return findFresh({ origin, locale, slug, variables, now });
}

/** The HTML of the text that was made anew. */
function textOf(finding: Finding): string {
  if (finding.kind !== 'fresh') throw new Error(`It is ${finding.kind}.`);
  return finding.body.html;
}

/** A text with an entry in it. */
function inside(id: string): object {
  return doc(p(t(`In ${id}.`)), node('embedded-entry-block', target(id)));
}

/** The answer to a request for an article. */
async function ask(
  { origin, variables }: FreshSite,
  slug: string,
  locale?: string,
): Promise<Response> {
  const answer = await answerFresh(
    { origin, variables, locale, slug },
    { contentType: 'text/html', read: async (_asked, html) => html },
  );
  if (answer.kind !== 'response') throw new Error(`It is a ${answer.kind}.`);
  return answer.response;
}

describe('an article of Contentful', () => {
  it('is the page of the build while nothing has changed', async () => {
    const site = await startFreshSite([post('rain')]);
    const found = await find(site, 'rain');
    expect(found).toMatchObject({ kind: 'flat', isSure: true });
    expect(found.kind === 'flat' && [...found.uses].toSorted()).toEqual(['ada', 'rain']);
  });

  it('is made anew when it has changed, among what the build knows', async () => {
    const site = await startFreshSite([
      post('rain'),
      post('snow'),
      post('hail', { topics: ['Ice'] }),
    ]);
    site.server.publish(post('rain', { title: 'The rain has changed' }, 2));
    const found = await find(site, 'rain');
    expect(textOf(found)).toContain('The text of rain, version 2.');
    if (found.kind !== 'fresh') throw new Error('It is not fresh.');
    const view = makeArticleView(found.article, found.surroundings);
    expect(found.isBuilt).toBe(true);
    expect(view.card).toMatchObject({
      title: 'The rain has changed',
      section: { label: 'Ships' },
      authors: [{ label: 'Ada Lovelace', href: '/authors/ada-lovelace/' }],
    });
    expect(view.related.map(({ title }) => title)).toEqual(['The article snow']);
    expect(await find(site, 'snow')).toMatchObject({ kind: 'flat' });
  });

  it('is made anew when what it is made of has changed', async () => {
    const site = await startFreshSite([post('rain')]);
    const renamed = entry('ada', 'author', { name: 'Ada King', slug: 'ada-lovelace' });
    site.server.publish({ ...renamed, sys: { ...renamed.sys, revision: 2 } });
    const found = await find(site, 'rain');
    if (found.kind !== 'fresh') throw new Error(`It is ${found.kind}.`);
    const { card } = makeArticleView(found.article, found.surroundings);
    expect(card.authors.map(({ label }) => label)).toEqual(['Ada King']);
  });

  it('bears the names that the owner’s files give', async () => {
    const site = await startFreshSite([post('rain')], {
      files: { 'topics/ships.yaml': 'name: Ships and boats\n' },
    });
    site.server.publish(post('rain', {}, 2));
    const found = await find(site, 'rain');
    if (found.kind !== 'fresh') throw new Error(`It is ${found.kind}.`);
    const view = makeArticleView(found.article, found.surroundings);
    expect(view.card.section?.label).toBe('Ships and boats');
  });

  it('that no build has seen is made', async () => {
    const site = await startFreshSite([post('rain')]);
    expect(await find(site, 'snow')).toMatchObject({ kind: 'missing', uses: [] });
    site.server.publish(post('snow'));
    expect(await find(site, 'snow')).toMatchObject({ kind: 'fresh', isBuilt: false });
  });

  it('is gone when it was taken back', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.unpublish('rain');
    expect(await find(site, 'rain')).toMatchObject({ kind: 'missing', uses: ['rain'] });
  });

  it('leads on where its slug is another one', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.publish(post('rain', { slug: 'drizzle' }, 2));
    expect(await find(site, 'rain')).toMatchObject({ kind: 'moved', slug: 'drizzle' });
    expect(await find(site, 'drizzle')).toMatchObject({ kind: 'fresh', isBuilt: false });
  });

  it('is in the languages that it is translated into, and known by its slug there', async () => {
    const body = { 'en-US': doc(p(t('In English.'))), 'de-DE': doc(p(t('Auf Deutsch.'))) };
    const title = { 'en-US': 'The translated article', 'de-DE': 'Der übersetzte Artikel' };
    const site = await startFreshSite([post('rain')], { files: twoLanguages, locales: [en, de] });
    site.server.publish(
      post('both', { title, body, slug: { 'en-US': 'both', 'de-DE': 'beide' } }),
      post('same', { title, body }),
    );
    expect(textOf(await find(site, 'beide', 'de'))).toContain('Auf Deutsch.');
    expect(textOf(await find(site, 'both'))).toContain('In English.');
    expect(await find(site, 'both', 'de')).toMatchObject({ kind: 'moved', slug: 'beide' });
    expect(await find(site, 'rain', 'de')).toMatchObject({ kind: 'missing' });
    expect(await find(site, 'rain', 'fr')).toMatchObject({ kind: 'missing' });
    const same = await find(site, 'same');
    if (same.kind !== 'fresh') throw new Error('It is not fresh.');
    const { translations } = makeArticleView(same.article, same.surroundings);
    expect(translations.map(({ href }) => href)).toEqual(['/de/articles/same/']);
  });

  it('is whole in one language while another is not', async () => {
    const site = await startFreshSite([], { files: twoLanguages, locales: [en, de] });
    const body = { 'en-US': doc(p(t('In English.'))), 'de-DE': doc(p(t('Auf Deutsch.'))) };
    const title = { 'en-US': 'The translated article', 'de-DE': 'Der übersetzte Artikel' };
    const description = { 'en-US': 'One sentence that says what it is.', 'de-DE': 'Kurz.' };
    site.server.publish(post('both', { title, body, description }));
    expect(textOf(await find(site, 'both'))).toContain('In English.');
    expect(await find(site, 'both', 'de')).toMatchObject({ kind: 'missing' });
  });

  it('waits for its day', async () => {
    const site = await startFreshSite([]);
    site.server.publish(post('soon', { publishedAt: '2026-11-23T12:02:00Z' }));
    const found = await find(site, 'soon');
    expect(found).toMatchObject({ kind: 'missing', until: new Date('2026-11-23T12:02:00Z') });
    const headers = freshHeaders(found, { isTold: true, now });
    expect(headers['Netlify-CDN-Cache-Control']).toContain('max-age=120, stale-while-revalidate=0');
  });

  it('for members waits for the build, and hides what was public at once', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.publish(
      post('snow', { access: 'members' }),
      post('rain', { access: 'members' }, 2),
    );
    expect(await find(site, 'snow')).toMatchObject({ kind: 'missing' });
    expect(await find(site, 'rain')).toMatchObject({
      kind: 'fresh',
      article: { access: 'members' },
    });
  });

  it('is fetched with what is in what is in what is in it', async () => {
    const files = {
      'site.yaml':
        'title: Deep\nurl: https://deep.example\nlocales: [{ code: en, name: English }]\ncontentful: { embeds: { box: { as: text, text: content } } }\n',
    };
    const deep = await startFreshSite([], { files });
    const boxes = ['b1', 'b2', 'b3', 'b4'].map((id, at, all) =>
      entry(id, 'box', { content: all[at + 1] ? inside(all[at + 1] ?? '') : 'At the bottom.' }),
    );
    deep.server.publish(post('deep', { body: inside('b1') }), ...boxes);
    const found = await find(deep, 'deep');
    expect(found.kind === 'fresh' && found.uses).toContain('b4');
  });
});

describe('where something is wrong', () => {
  it('with the entry, the page stays as it was built, and the log says what', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.publish(post('rain', { description: '' }, 2), post('new', { description: '' }));
    expect(await find(site, 'rain')).toMatchObject({ kind: 'flat', isSure: false });
    expect(await find(site, 'new')).toMatchObject({ kind: 'missing' });
    const logged = vi.mocked(console.error).mock.calls.flat().join('\n');
    expect(logged).toContain('The article rain');
    expect(logged).toContain('description');
    expect(logged).not.toContain('delivery-token');
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 401 },
    { kind: 'garbage' },
    { kind: 'half' },
  ] as const)(
    'with Contentful, the page of the build is the answer: %j',
    async (fault) => {
      const site = await startFreshSite([post('rain')]);
      site.server.fault(fault);
      expect(await find(site, 'rain')).toMatchObject({ kind: 'flat', isSure: false });
      expect(await find(site, 'new')).toMatchObject({ kind: 'down' });
    },
    30_000,
  );

  it('with its speed, nobody waits for ever', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.fault({ kind: 'silence' });
    const { origin, variables } = site;
    const asked = { origin, locale: null, variables, now, longestInMilliseconds: 50 };
    expect(await findFresh({ ...asked, slug: 'rain' })).toMatchObject({
      kind: 'flat',
      isSure: false,
    });
    expect(await findFresh({ ...asked, slug: 'new' })).toMatchObject({ kind: 'down' });
    const logged = vi.mocked(console.error).mock.calls.flat().join('\n');
    expect(logged).toContain('it did not answer in time');
  });

  it('with the site itself, it is not there now', async () => {
    const site = await startFreshSite([post('rain')]);
    site.setDown(true);
    const { origin, variables } = site;
    const request = { origin, variables, locale: undefined, slug: 'rain' };
    const answer = await answerFresh(request, { contentType: 'text/html', read: async () => null });
    expect(answer.kind === 'response' && answer.response.status).toBe(503);
    expect(answer.headers).toMatchObject({ 'Cache-Control': 'no-store' });
  });

  it('with the settings, the page of the build is the answer', async () => {
    const site = await startFreshSite([post('rain')]);
    const unset = { ...site, variables: {} };
    expect(await find(unset, 'rain')).toMatchObject({ kind: 'flat' });
    expect(await find(unset, 'new')).toMatchObject({ kind: 'missing' });
    const wrong = { ...site, variables: { ...site.variables, CONTENTFUL_HOST: 'ftp://x' } };
    expect(await find(wrong, 'rain')).toMatchObject({ kind: 'flat' });
    expect(await find(wrong, 'new')).toMatchObject({ kind: 'down' });
  });
});

describe('an answer', () => {
  it('is the page of the build, under the tags of all that it is made of', async () => {
    const site = await startFreshSite([post('rain')]);
    const response = await ask(site, 'rain');
    expect(await response.text()).toContain('what was built');
    expect(response.headers.get('Netlify-Cache-Tag')?.split(',').toSorted()).toEqual([
      'cf-ada',
      'cf-rain',
    ]);
    expect(response.headers.get('Netlify-CDN-Cache-Control')).toContain('durable, max-age=60,');
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=0, must-revalidate');
  });

  it('is kept for a day where Contentful tells of changes', async () => {
    const site = await startFreshSite([post('rain')]);
    const variables = { ...site.variables, CONTENTFUL_WEBHOOK_SECRET: 'x'.repeat(64) };
    const response = await ask({ ...site, variables }, 'rain');
    expect(response.headers.get('Netlify-CDN-Cache-Control')).toContain('max-age=86400,');
  });

  it('says that nothing is there, with the site’s own page, and is kept', async () => {
    const site = await startFreshSite([]);
    for (const response of [
      await ask(site, 'none'),
      await ask(site, '../etc'),
      await ask(site, 'x', '..'),
    ]) {
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('No such page');
      expect(response.headers.get('Netlify-Cache-Tag')).toBe('cf-missing');
      expect(response.headers.get('Netlify-CDN-Cache-Control')).toContain('max-age=300');
    }
  });

  it('leads on to where the article is now', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.publish(post('rain', { slug: 'drizzle' }, 2));
    const response = await ask(site, 'rain');
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe('/articles/drizzle/');
  });

  it('of very many parts has the tag of everything', () => {
    const uses = Array.from({ length: 150 }, (_, at) => `e${at}`);
    const copy = { html: '', id: 'e0', version: '' };
    const headers = freshHeaders({ kind: 'flat', copy, uses, isSure: true }, { isTold: true, now });
    expect(headers['Netlify-Cache-Tag']).toBe('cf-e0,cf-any');
    const odd = freshHeaders(
      { kind: 'flat', copy, uses: ['ok', 'a,b\n'], isSure: true },
      { isTold: true, now },
    );
    expect(odd['Netlify-Cache-Tag']).toBe('cf-ok');
  });
});

describe('the long tail', () => {
  it('is left to whoever asks first', async () => {
    const files = {
      'site.yaml':
        'title: Tail\nurl: https://tail.example\nlocales: [{ code: en, name: English }]\ncontentful: { prerender: newest 1 }\n',
    };
    const site = await startFreshSite(
      [post('old', { publishedAt: '2026-01-01' }), post('new', { publishedAt: '2026-02-01' })],
      { files },
    );
    const paths = await site.synced.staticPaths.articlePaths();
    expect(paths.map(({ params }) => params['slug'])).toEqual(['new']);
    expect(site.synced.publication.editions[0]?.articles.map(({ slug }) => slug)).toEqual([
      'new',
      'old',
    ]);
  });
});
