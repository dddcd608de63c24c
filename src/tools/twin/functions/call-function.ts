import { plainReply, type Reply, replyFromResponse } from '#src/tools/twin/reply.ts';
import type { Cdn } from '#src/tools/twin/cdn/cdn.ts';
import type { Log } from '#src/tools/twin/log.ts';
import type { Visit } from '#src/tools/twin/visit.ts';
import { createCookieJar } from './cookies.ts';
import { createContext } from './function-context.ts';
import type { LoadedFunction } from './function-module.ts';
import { withContext } from './netlify-global.ts';

/** How long Netlify waits for a function's answer to begin. */
const longestWaitInMilliseconds = 30_000;

/** Addressed to the CDN, which keeps them to itself. */
const cdnHeaders = [
  'netlify-cdn-cache-control',
  'cdn-cache-control',
  'netlify-cache-tag',
  'cache-tag',
  'netlify-cache-id',
  'netlify-vary',
];

/** They speak of one connection; Node writes them for this one. */
const connectionHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

export interface FunctionCall {
  readonly function: LoadedFunction;
  readonly params: Record<string, string>;
  readonly visit: Visit;
}

export interface CallSurroundings {
  /** What keeps answers; null where every request is answered anew. */
  readonly cdn: Cdn | null;
  readonly log: Log;
  readonly waitUntil: (promise: Promise<unknown>) => void;
}

/** Calls a function in this process. A function that fails is an answer too, and a line in the log. */
export async function callFunction(
  call: FunctionCall,
  { log, waitUntil, cdn }: CallSurroundings,
): Promise<Reply> {
  const { visit, params } = call;
  const asking = { name: call.function.name, visit };
  const kept = cdn?.find(asking) ?? null;
  if (kept !== null) return withoutInnerHeaders(kept);
  const jar = createCookieJar(visit.request);
  const context = createContext({ visit, params, jar, waitUntil, log });
  const run = async (): Promise<unknown> => call.function.handler(visit.request, context);
  const answered = withContext(context, run);
  if (call.function.config.background === true) return startInBackground(answered, waitUntil);
  try {
    const response = await withinTime(answered);
    if (visit.isBodyTooLarge()) return tooLarge();
    const reply = replyFromResponse(asResponse(response));
    jar.applyTo(reply.headers);
    return withoutInnerHeaders((await cdn?.keep(asking, reply)) ?? reply);
  } catch (error) {
    if (visit.isBodyTooLarge()) return tooLarge();
    return failed(error, call, log);
  }
}

function withoutInnerHeaders(reply: Reply): Reply {
  for (const name of [...cdnHeaders, ...connectionHeaders]) reply.headers.delete(name);
  return reply;
}

function startInBackground(
  answered: Promise<unknown>,
  waitUntil: (promise: Promise<unknown>) => void,
): Reply {
  waitUntil(answered);
  return { status: 202, headers: new Headers(), body: null };
}

class TimeUp extends Error {
  override readonly name = 'TimeUp';
}

async function withinTime(answered: Promise<unknown>): Promise<unknown> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new TimeUp('no answer within 30 seconds')),
    longestWaitInMilliseconds,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

function asResponse(value: unknown): Response {
  // Netlify answers 204 for a function that returns nothing.
  if (value === undefined) return new Response(null, { status: 204 });
  if (value instanceof Response) return value;
  throw new TypeError(`It returned ${typeof value} and not a Response.`);
}

function tooLarge(): Reply {
  return plainReply(413, 'This is more than 6 MB.', { connection: 'close' });
}

function failed(error: unknown, call: FunctionCall, log: Log): Reply {
  const { visit } = call;
  // Who left does not wait for an answer, and what then failed is usually their leaving.
  if (visit.request.signal.aborted) return plainReply(499, 'The reader has left.');
  log.error(`Function ${call.function.name} failed (request ${visit.requestId})`, error);
  const [status, message] =
    error instanceof TimeUp
      ? [504, 'This took too long. Please try again.']
      : [500, 'Something went wrong here. It has been written down.'];
  if (visit.request.headers.get('accept')?.includes('text/html') === true) {
    return plainReply(status, message);
  }
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  const body = JSON.stringify({ error: { code: 'internal_error', message } });
  return { status, headers, body: new TextEncoder().encode(body) };
}
