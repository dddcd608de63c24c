import type { Context } from '@netlify/functions';
import { isUnreachable, openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readBody } from '#netlify/lib/endpoint/fields.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { readContentfulSpace, readContentfulWebhookSecret } from '#netlify/lib/env.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { originOf } from '#netlify/lib/origin.ts';
import { purgeTags } from '#netlify/lib/purge-tags.ts';
import { startWork } from '#netlify/lib/start-work.ts';
import { readChange, type Change } from './read-change.ts';
import { recordChange, type RecordedChange } from './record-change.ts';
import { checkMessage } from './webhook-signature.ts';

/** An entry has 2 MB at most. */
const largestBodyInBytes = 4 * 1024 * 1024;

interface Visit {
  readonly request: Request;
  readonly context: Context;
  readonly now: Date;
}

/**
 * Takes a message of Contentful: what the CDN keeps of what has changed is made anew at once, and the
 * site is built before long. 2xx is done with; anything else comes again.
 */
export function answerContentfulWebhook(visit: Visit): Promise<Response> {
  return answerSafely({
    name: 'contentful webhook',
    answer: async () => {
      await take(visit);
      return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
    },
  });
}

async function take(visit: Visit): Promise<void> {
  const { request, now } = visit;
  const { method, url, headers } = request;
  if (method !== 'POST') {
    const message = 'Messages are sent here with POST.';
    throw new Refusal(405, 'method_not_allowed', message, { headers: { Allow: 'POST' } });
  }
  const [secret, own] = [readContentfulWebhookSecret(), readContentfulSpace()];
  const body = await readBody(request, largestBodyInBytes);
  const checked = checkMessage({ method, url, headers, body }, secret, now);
  if (checked.kind === 'unsigned') {
    const message = 'This message is not signed with the secret of this site.';
    throw new Refusal(401, 'invalid_signature', message);
  }
  if (checked.kind === 'stale') {
    throw new Refusal(400, 'outside_time_window', 'This message is too old, or from the future.');
  }
  const change = readChange(headers.get('x-contentful-topic') ?? '', body, own);
  if (change !== null) await act(change, checked.signature, visit);
}

async function act(change: Change, signature: string, { request, context, now }: Visit) {
  const recorded = await record(change, signature, now);
  if (!recorded.isNew) return;
  // What could not be purged now is, when it is purged again.
  if (recorded.tags.length > 0) await purge(recorded.tags);
  if (!recorded.mustStart) return;
  const origin = originOf(request, context);
  context.waitUntil(
    startWork({ origin }, 'changes').catch((error: unknown) =>
      logFailure('contentful webhook: left for the clock:', error),
    ),
  );
}

/** Readers see a change though nobody can write it down: it comes again then, until somebody can. */
async function record(change: Change, signature: string, now: Date): Promise<RecordedChange> {
  try {
    return await recordChange(openDatabase(), { signature, change, now });
  } catch (error) {
    if (isUnreachable(error)) await purge(change.tags);
    throw error;
  }
}

async function purge(tags: readonly string[]): Promise<void> {
  await purgeTags(tags).catch((error: unknown) =>
    logFailure('contentful webhook: what the CDN keeps could not be purged:', error),
  );
}
