import { purgeCache } from '@netlify/functions';
import { isLocal, readLocalPurge } from '#netlify/lib/env.ts';

/** Whoever publishes a thousand entries at once has as many tags. */
const mostAtOnce = 100;

/**
 * Has the CDN forget what it keeps under these tags. It takes two purges for a tag in five seconds, and
 * refuses more. On the owner's machine the local server keeps some of it, and most keep nothing.
 *
 * @throws where it cannot be asked, or refuses
 * @see https://docs.netlify.com/build/caching/caching-overview/#on-demand-invalidation
 */
export async function purgeTags(tags: readonly string[]): Promise<void> {
  const local = readLocalPurge();
  for (let at = 0; at < tags.length; at += mostAtOnce) {
    const some = tags.slice(at, at + mostAtOnce);
    if (local !== null) await purgeLocally(local, some);
    else if (!isLocal()) await purgeCache({ tags: some });
  }
}

async function purgeLocally(address: URL, tags: readonly string[]): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ tags }),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`What keeps pages answers ${response.status}.`);
}
