import type { Context } from '@netlify/functions';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { escapeXml } from '#src/shared/xml.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { movedTo } from '#netlify/lib/endpoint/redirects.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import { html, type Html } from '#src/shared/html.ts';
import { dayOf } from './edition-mail.ts';
import { answerPage, answerUnknown, pathTo } from './newsletter-page.ts';
import { addressOf, readSettings, siteOf, type NewsletterSite } from './newsletter-site.ts';
import { findEdition, findEditions, type PastEdition } from './past-editions.ts';
import { refusalPage } from './refusal-page.ts';

/** An edition does not change; the list of them does, some times a week. */
const keptFor = (seconds: number) => ({
  'Cache-Control': 'public, max-age=0, must-revalidate',
  'Netlify-CDN-Cache-Control': `public, durable, max-age=${seconds}, stale-while-revalidate=86400`,
  'Netlify-Vary': 'query=none',
});

const editionShaped = /^(?:editions|\d{4}-\d{2}-\d{2}(?:-weekly)?(?:-\d{1,3})?)$/u;

const mostListed = 200;
const mostInFeed = 20;

interface Asked {
  readonly request: Request;
  readonly context: Context;
}

/** `/newsletter/<edition>/`, and `/newsletter/editions/`, the list of them. */
export async function answerEditions({ request, context }: Asked): Promise<Response> {
  const site = siteOf(request, context);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
  const url = new URL(request.url);
  const { edition = '', locale = null } = context.params;
  // Whatever else stands there is no page, and nothing is asked for it.
  if (!editionShaped.test(edition)) return answerNotFound(site.origin);
  if (!url.pathname.endsWith('/')) return movedTo(`${url.pathname}/`);
  return answerSafely({
    name: 'editions',
    answer: async () => {
      const settings = await readSettings(site, locale);
      if (locale !== null && (settings.locale !== locale || settings.isDefault))
        return answerUnknown(site, settings);
      return edition === 'editions'
        ? listPage(site, settings)
        : editionPage(site, settings, edition);
    },
    refuse: (refusal) => refusalPage(site, refusal),
  });
}

/** `/newsletter/feed.xml`: the editions as an Atom feed (RFC 4287). */
export async function answerEditionFeed({ request, context }: Asked): Promise<Response> {
  const site = siteOf(request, context);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
  return answerSafely({
    name: 'feed of editions',
    answer: async () => {
      const settings = await readSettings(site, context.params['locale'] ?? null);
      const found = await findEditions(openDatabase(), {
        locale: settings.locale,
        most: mostInFeed,
      });
      return new Response(writeFeed(found, settings, addressOf(site, settings)), {
        headers: { 'Content-Type': 'application/atom+xml; charset=utf-8', ...keptFor(3600) },
      });
    },
  });
}

async function listPage(site: NewsletterSite, settings: NewsletterSettings): Promise<Response> {
  const { words, locale } = settings;
  const editions = await findEditions(openDatabase(), { locale, most: mostListed });
  const items = editions.map(
    (edition) =>
      html`<li>
        <a href="${pathTo(settings, `${edition.slug}/`)}">${dayOf(edition.createdAt, settings)}</a>
        <span>${edition.articles[0]?.title ?? null}</span>
      </li>`,
  );
  const body =
    items.length > 0
      ? html`<ul class="editions">
          ${items}
        </ul>`
      : html`<p>${words['editions.none']}</p>`;
  return answerPage(site, settings, { title: words.editions, body, headers: keptFor(3600) });
}

async function editionPage(
  site: NewsletterSite,
  settings: NewsletterSettings,
  slug: string,
): Promise<Response> {
  const { locale, words } = settings;
  const edition = await findEdition(openDatabase(), { locale, slug });
  if (!edition) return answerUnknown(site, settings);
  const title = titleOf(edition, settings);
  const body = html`${edition.articles.map((article) => articleHtml(article))}
    <p><a href="${pathTo(settings, 'editions/')}">${words.editions}</a></p>`;
  return answerPage(site, settings, { title, body, headers: keptFor(86_400) });
}

function articleHtml({ url, title, description, authors }: PastEdition['articles'][number]): Html {
  return html`<article>
    <h2><a href="${url}">${title}</a></h2>
    <p>${description}</p>
    <p class="furniture">${authors.join(', ')}</p>
  </article>`;
}

function titleOf({ createdAt }: PastEdition, settings: NewsletterSettings): string {
  return fill(settings.words['edition.title'], { date: dayOf(createdAt, settings) });
}

function writeFeed(
  editions: readonly PastEdition[],
  settings: NewsletterSettings,
  address: string,
): string {
  const { title, words, locale } = settings;
  const self = `${address}${pathTo(settings, 'feed.xml')}`;
  const updated = (editions[0]?.createdAt ?? new Date(0)).toISOString();
  const entries = editions.map((edition) => {
    const link = `${address}${pathTo(settings, `${edition.slug}/`)}`;
    const summary = edition.articles.map((article) => article.title).join(' · ');
    return `<entry><id>${escapeXml(link)}</id><link href="${escapeXml(link)}"/><title>${escapeXml(titleOf(edition, settings))}</title><updated>${edition.createdAt.toISOString()}</updated><summary>${escapeXml(summary)}</summary></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(locale)}"><id>${escapeXml(self)}</id><title>${escapeXml(`${title} · ${words.heading}`)}</title><updated>${updated}</updated><author><name>${escapeXml(title)}</name></author><link rel="self" href="${escapeXml(self)}"/><link href="${escapeXml(address + pathTo(settings, 'editions/'))}"/>${entries.join('')}</feed>
`;
}
