import { createIndexReader } from '#src/shared/search/index-reader.ts';
import { openSearch } from '#src/shared/search/open-search.ts';
import { pageLength } from '#src/shared/search/results-in-words.ts';
import { asksForSomething, parseSearchAddress } from '#src/shared/search/search-address.ts';
import { IndexError, type Search } from '#src/shared/search/search-answer.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { html, type Html } from '#src/shared/html.ts';
import { renderResults, type AskedQuery } from './render-results.ts';
import { movedTo } from '#netlify/lib/endpoint/redirects.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import { fillPage, readServedPage } from './served-page.ts';

export interface SearchSite {
  /** Where the site's files are. */
  readonly origin: string;
  /** The language in the path; null for the default one. */
  readonly locale: string | null;
}

/** For a day; a deploy ends it, since it empties the CDN of what functions have answered. */
const cached = {
  'Cache-Control': 'public, max-age=0, must-revalidate',
  'Netlify-CDN-Cache-Control': 'public, durable, max-age=86400, stale-while-revalidate=604800',
  // All of it: a facet may stand in it several times.
  'Netlify-Vary': 'query',
} as const;

/** More results than these take a function too long: the island adds them. */
const mostServed = 100;

const notCached = { 'Cache-Control': 'no-store' } as const;

/** Answers `GET /search/?q=…`: the page as it was built, with the results written into it. */
export async function answerSearch(request: Request, site: SearchSite): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
  }
  if (!pathname.endsWith('/')) return movedTo(`${pathname}/${search}`);
  const served = await readServedPage(site.origin, site.locale).catch(unavailable);
  if (served instanceof Response) return served;
  if (served === null) return answerNotFound(site.origin);
  const { query, written, shown, page } = parseSearchAddress(search);
  const headers = new Headers(served.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const answer = (
    status: number,
    found: Html,
    more: Readonly<Record<string, string>>,
  ): Response => {
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    return new Response(fillPage(served, query.text, found), { status, headers });
  };
  if (!asksForSomething(query)) return answer(200, html``, cached);
  headers.set('X-Robots-Tag', 'noindex');
  const asked = {
    query,
    from: page === null ? 0 : pageLength * (page - 1),
    // As many as a reader has seen who comes back: the page is as long as it was.
    count: page === null ? Math.min(shown, mostServed) : pageLength,
    isCut: written !== query.text,
  };
  try {
    return answer(200, await find(asked, served.settings, site.origin), cached);
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    console.error(`search: ${error.message}`, error.cause);
    const { words } = served.settings;
    const failure = error.failure === 'missing' ? words.missing : words.unreachable;
    return answer(503, html`<p class="notice" role="alert">${failure}</p>`, notCached);
  }
}

async function find(asked: AskedQuery, settings: SearchSettings, origin: string): Promise<Html> {
  try {
    return await renderResults(asked, await searchOf(origin, settings.locale), settings);
  } catch (error) {
    if (!(error instanceof IndexError) || error.failure !== 'replaced') throw error;
    // The site has been built anew since this process opened its index.
    searches.clear();
    return renderResults(asked, await searchOf(origin, settings.locale), settings);
  }
}

/** Indexes that this process has opened, by origin and language. Files of a deploy never change. */
const searches = new Map<string, Promise<Search>>();

function searchOf(origin: string, locale: string): Promise<Search> {
  const key = `${origin} ${locale}`;
  const known = searches.get(key);
  if (known) return known;
  const opening = openSearch({ locale, read: createIndexReader(origin) });
  searches.set(key, opening);
  opening.catch(() => {
    if (searches.get(key) === opening) searches.delete(key);
  });
  return opening;
}

/** Without its page there is nothing to answer with but a word. */
function unavailable(error: unknown): Response {
  if (!(error instanceof IndexError)) throw error;
  console.error('search: the page cannot be read', error.cause);
  return new Response('503', { status: 503, headers: { ...notCached, 'Retry-After': '10' } });
}
