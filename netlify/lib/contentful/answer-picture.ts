import { isContentfulId, tagOf } from '#src/shared/contentful-tags.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { readContentfulPictures } from '#netlify/lib/env.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { offeredWidths } from '#src/shared/picture-sources.ts';

/*
 * Pages load nothing from elsewhere: readers' browsers ask us, and we ask Contentful's Images API. Only
 * what pages ask for is passed on, so that nobody can fill caches, and only as AVIF or WebP: a drawing
 * (SVG) opened at our own address could run a script there.
 */

const qualities = { avif: 52, webp: 74 } as const;

const patienceInMilliseconds = 10_000;
/** What Netlify streams at most. */
const largestInBytes = 20 * 1024 * 1024;

/** An address of a version of a file never shows another one. */
const caching = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Netlify-CDN-Cache-Control': 'public, durable, max-age=31536000, immutable',
  'Netlify-Vary': 'query=w|fm',
};

const notFound = new Refusal(404, 'not_found', 'There is no such picture.', {
  headers: { 'Netlify-CDN-Cache-Control': 'public, durable, max-age=60' },
});

const unavailable = new Refusal(503, 'unavailable', 'This picture cannot be had at the moment.', {
  headers: { 'Retry-After': '60' },
});

/**
 * @param params The parts of the path: `asset`, `version` and `name`.
 * @see https://www.contentful.com/developers/docs/references/images-api/
 */
export function answerPicture(
  request: Request,
  params: Readonly<Record<string, string | undefined>>,
): Promise<Response> {
  return answerSafely({
    name: 'A picture of Contentful',
    answer: async () => {
      const picture = await passOn(new URL(request.url).searchParams, params);
      if (request.method !== 'HEAD') return picture;
      await picture.body?.cancel();
      return new Response(null, picture);
    },
  });
}

async function passOn(
  query: URLSearchParams,
  { asset = '', version = '', name = '' }: Readonly<Record<string, string | undefined>>,
): Promise<Response> {
  const images = readContentfulPictures();
  const format = query.get('fm');
  const width = Number(query.get('w'));
  const isOffered = (format === 'avif' || format === 'webp') && offeredWidths.includes(width);
  if (!images || !isOffered || ![asset, version].every(isContentfulId) || !isName(name))
    throw notFound;
  const url = new URL(`/${images.space}/${asset}/${version}/${encodeName(name)}`, images.origin);
  url.search = new URLSearchParams({
    w: String(width),
    fm: format,
    q: String(qualities[format]),
  }).toString();
  const answer = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(patienceInMilliseconds),
  }).catch((error: unknown) => {
    logFailure('contentful picture: nothing answers:', error);
    throw unavailable;
  });
  const type = answer.headers.get('Content-Type')?.split(';')[0]?.trim();
  const isTooLarge = Number(answer.headers.get('Content-Length')) > largestInBytes;
  if (!answer.ok || type !== `image/${format}` || isTooLarge) {
    await answer.body?.cancel();
    if (answer.status === 404) throw notFound;
    const what = isTooLarge ? 'more than 20 MB' : `${answer.status}, ${type ?? 'of no type'}`;
    logFailure('contentful picture:', `${asset} is answered with ${what}`);
    throw unavailable;
  }
  return new Response(answer.body, {
    headers: {
      ...caching,
      'Content-Type': type,
      'Netlify-Cache-Tag': tagOf(asset),
      // Readers' programs on the web show the pictures of feeds, other sites those of shared links.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  });
}

function isName(name: string): boolean {
  const decoded = decodeName(name);
  return decoded !== null && !['', '.', '..'].includes(decoded) && !/[/\\\p{Cc}]/u.test(decoded);
}

/** Parts of a path come decoded from some hosts and encoded from others. */
function encodeName(name: string): string {
  return encodeURIComponent(decodeName(name) ?? name);
}

function decodeName(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}
