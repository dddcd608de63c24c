import { randomBytes } from 'node:crypto';
import { plainReply, type Reply } from '#src/tools/twin/reply.ts';
import type { Visit } from '#src/tools/twin/visit.ts';
import { readKeeping, variantOf } from './cache-rules.ts';

/*
 * What Netlify's CDN keeps of functions' answers, so that what is purged too late, or not at all, is
 * seen on this machine as readers would see it. Nothing is served stale.
 */

/** Which function is asked what. */
interface Asking {
  readonly name: string;
  readonly visit: Visit;
}

export interface Cdn {
  /** Where tags are sent that are to be forgotten: nobody can guess it. */
  readonly purgePath: string;
  /** Answers what is kept; null for what has to be made. */
  find: (asking: Asking) => Reply | null;
  /** Keeps an answer, if it is to be kept. Answers the same. */
  keep: (asking: Asking, reply: Reply) => Promise<Reply>;
  /** Forgets tags; null for addresses that are not its own. */
  answer: (visit: Visit) => Promise<Reply | null>;
}

interface Kept {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly tags: readonly string[];
  readonly until: number;
}

const mostKept = 2000;
const statusHeader = 'cache-status';

export function createCdn(): Cdn {
  const purgePath = `/__cdn/${randomBytes(16).toString('hex')}`;
  const kept = new Map<string, Kept>();
  /** How answers for an address vary: known once one was made. */
  const varies = new Map<string, string>();
  return {
    purgePath,
    find: ({ name, visit: { request } }) => {
      const place = placeOf(name, request);
      const key = keyOf(place, request, varies.get(place) ?? '');
      const found = kept.get(key);
      if (!isKept(request) || found === undefined) return null;
      if (found.until <= Date.now()) {
        kept.delete(key);
        return null;
      }
      const headers = new Headers(found.headers);
      headers.set(statusHeader, '"Netlify Edge"; hit');
      const body = request.method === 'HEAD' ? null : found.body;
      return { status: found.status, headers, body };
    },
    keep: async ({ name, visit: { request } }, reply) => {
      const keeping = request.method === 'GET' ? readKeeping(reply.status, reply.headers) : null;
      if (keeping === null) return reply;
      const body = await bytesOf(reply);
      const headers = new Headers(reply.headers);
      const place = placeOf(name, request);
      const vary = headers.get('netlify-vary') ?? '';
      varies.set(place, vary);
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
      const { tags, seconds } = keeping;
      const until = Date.now() + seconds * 1000;
      kept.set(keyOf(place, request, vary), { status: reply.status, headers, body, tags, until });
      headers.set(statusHeader, '"Netlify Edge"; fwd=miss');
      return { status: reply.status, headers, body };
    },
    answer: async ({ request, target }) => {
      if (target.url.pathname !== purgePath) return null;
      if (request.method !== 'POST') return plainReply(405, 'Send tags.', { allow: 'POST' });
      const { tags } = (await request.json()) as { tags: readonly string[] };
      const forgotten = new Set(tags);
      for (const [key, one] of kept) {
        if (one.tags.some((tag) => forgotten.has(tag))) kept.delete(key);
      }
      return plainReply(202, 'Forgotten.');
    },
  };
}

function keyOf(place: string, request: Request, vary: string): string {
  return `${place} ${variantOf(request, vary)}`;
}

function placeOf(name: string, request: Request): string {
  return `${name} ${new URL(request.url).pathname}`;
}

function isKept({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function bytesOf({ body }: Reply): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  return body instanceof Uint8Array ? body : new Uint8Array(await new Response(body).arrayBuffer());
}
