import { sql } from 'drizzle-orm';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { rowsOf } from '#netlify/lib/database/open-database.ts';
import { drainOutbox, type Post } from './drain-outbox.ts';
import { makeEditions } from './make-editions.ts';
import { purge } from './purge.ts';

/**
 * What is done every ten minutes: mails that wait, editions that are due, what is too old.
 *
 * @returns whether there is an edition to deliver
 */
export async function runClock(post: Post, now: Date): Promise<boolean> {
  const { database, site } = post;
  if (!site.mayMail) return false;
  await inTurn([
    () => purge(database),
    () => drainOutbox(post),
    () => makeEditions(database, { site, now }),
  ]);
  const unsent = await rowsOf(database, sql`select id from editions where sent_at is null limit 1`);
  return unsent.length > 0;
}

/** Does all of it, though some of it fails; that is said at the end. */
async function inTurn(acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const act of acts) await act().catch((error: unknown) => errors.push(error));
  for (const error of errors) logFailure('newsletter clock:', error);
  if (errors.length > 0) throw new Error('Some of what the clock does could not be done.');
}
