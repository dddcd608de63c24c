import { createHash } from 'node:crypto';
import type { Context } from '@netlify/functions';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { purgeTags } from '#netlify/lib/purge-tags.ts';

/*
 * What is the same for everybody is kept by the CDN until something is written. Where a purge fails
 * (there are two for each tag in five seconds), or overtakes an answer that was made before it and is
 * kept after it, what was kept is shown for ten minutes at most: nothing is tried again.
 */

/** The tag of an article's comments. Slugs may be of any script; tags are ASCII. */
function tagOf(article: string): string {
  return `comments-${createHash('sha256').update(article).digest('hex').slice(0, 16)}`;
}

/** For answers that are kept, and asked for anew by browsers each time. */
export function cachedHeaders(article: string): Record<string, string> {
  return {
    'Cache-Control': 'public, max-age=0, must-revalidate',
    'Netlify-CDN-Cache-Control': 'public, durable, max-age=300, stale-while-revalidate=300',
    'Netlify-Cache-Tag': tagOf(article),
    // A page for readers or JSON for programs, by what they ask for.
    'Netlify-Vary': 'query=article|after|format,header=Accept',
    Vary: 'Accept',
  };
}

/** Has what is kept of articles' comments made anew, after the answer. */
export function forgetCached(
  articles: readonly string[],
  context: Pick<Context, 'waitUntil'>,
): void {
  if (articles.length === 0) return;
  const purged = purgeTags(articles.map(tagOf)).catch((error: unknown) =>
    logFailure('comments: what the CDN keeps could not be purged:', error),
  );
  context.waitUntil(purged);
}
