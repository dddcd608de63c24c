import { sql } from 'drizzle-orm';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { rowsOf } from '#netlify/lib/database/open-database.ts';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { drainOutbox, type Post } from './drain-outbox.ts';
import { makeEditions } from './make-editions.ts';
import { purge } from './purge.ts';

/** Scheduled functions live half a minute. */
const drainingInMilliseconds = 12_000;

/**
 * What is done every ten minutes: editions that are due, mails that wait, what is too old. What goes
 * wrong with one of them is written down and keeps nobody from the others.
 *
 * @returns whether there is an edition to deliver
 */
export async function runClock(
  { database, site, openMailer }: Omit<Post, 'mailer' | 'until'> & { openMailer: () => Mailer },
  now: Date,
): Promise<boolean> {
  if (!site.mayMail) return false;
  await attempt('purge', () => purge(database));
  await attempt('editions', () => makeEditions(database, { site, now }));
  await attempt('outbox', () => {
    const until = Date.now() + drainingInMilliseconds;
    return drainOutbox({ database, mailer: openMailer(), site, until });
  });
  const unsent = await rowsOf(database, sql`select id from editions where sent_at is null limit 1`);
  return unsent.length > 0;
}

async function attempt(what: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    logFailure(`newsletter clock, ${what}:`, error);
  }
}
