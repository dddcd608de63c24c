/*
 * Runs in the function that Astro's adapter writes, around its handler. Netlify applies `_headers` and
 * `_redirects` to files; what this function answers has to carry the one and honour the other itself.
 * Plain JavaScript, since it is deployed as it is.
 */

/** How long the CDN may answer for a page that is not there: a deploy ends it early. */
const notFoundCaching = 'public, durable, max-age=60, stale-while-revalidate=60';

/**
 * @param {(request: Request, context: unknown) => Promise<Response>} handle Astro's handler.
 * @param {{ headers: Record<string, string>, redirects: Record<string, string>, hasFresh: boolean }} site
 *   Headers of every answer; old paths, decoded and with their slash at the end, and where they lead;
 *   whether articles are made anew that no build has seen.
 * @returns {(request: Request, context: unknown) => Promise<Response>}
 */
export function createAnswer(handle, { headers, redirects, hasFresh }) {
  return async (request, context) => {
    const { pathname, search } = new URL(request.url);
    const target = redirectFor(pathname, redirects) ?? (hasFresh ? withSlash(pathname) : undefined);
    const answer =
      target === undefined
        ? await handle(hasFresh ? leadToArticle(request) : request, context)
        : new Response(null, {
            status: 301,
            headers: { Location: target + (target.includes('?') ? '' : search) },
          });
    const complete = new Response(answer.body, answer);
    for (const [name, value] of Object.entries(headers)) {
      if (!complete.headers.has(name)) complete.headers.set(name, value);
    }
    completePolicy(complete.headers);
    if (answer.status === 404 && !complete.headers.has('Netlify-CDN-Cache-Control')) {
      complete.headers.set('Netlify-CDN-Cache-Control', notFoundCaching);
    }
    return complete;
  };
}

/** Astro sends the policy that it also writes into pages: what counts in a header only is missing. */
function completePolicy(headers) {
  const policy = headers.get('Content-Security-Policy');
  if (policy === null || policy.includes('frame-ancestors')) return;
  headers.set('Content-Security-Policy', `${policy.replace(/;\s*$/, '')}; frame-ancestors 'none'`);
}

/** An article and its Markdown: the route that makes them anew is under their own address. */
const articlePath = /^((?:\/[^/]+)?\/articles\/[^/]+?)(\/|\.md)$/;

/** Articles end with a slash. */
function withSlash(pathname) {
  return /^(?:\/[^/]+)?\/articles\/[^/.]+$/.test(pathname) ? `${pathname}/` : undefined;
}

function leadToArticle(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') return request;
  const [, article, ending] = articlePath.exec(url.pathname) ?? [];
  if (article === undefined) return request;
  url.pathname = `${article}/fresh${ending}`;
  return new Request(url, request);
}

function redirectFor(pathname, redirects) {
  const path = pathname.endsWith('/') ? pathname : `${pathname}/`;
  const key = decode(path);
  return Object.hasOwn(redirects, key) ? redirects[key] : undefined;
}

function decode(path) {
  try {
    return decodeURI(path).normalize('NFC');
  } catch {
    return path;
  }
}
