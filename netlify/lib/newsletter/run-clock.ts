import { sql, type SQL } from 'drizzle-orm';
import { purgeAccounts } from '#netlify/lib/accounts/purge-accounts.ts';
import { startWork } from '#netlify/lib/start-work.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { makeEditions } from './make-editions.ts';
import { hasNewsletter, type NewsletterSite } from './newsletter-site.ts';
import { purge } from './purge.ts';

export interface Clock {
  readonly database: Database;
  readonly site: NewsletterSite;
}

/**
 * What is done every ten minutes. Whatever takes long is only started here, each apart from the other,
 * since a scheduled function lives half a minute: mails that wait, editions, once those that are
 * due are made, and what changes at Contentful have left to do. What is too old is deleted at the end. What goes wrong with one of them is written down
 * and keeps nobody from the others.
 */
export async function runClock({ database, site }: Clock, now: Date): Promise<void> {
  if (!site.mayMail) return;
  // Accounts and comments have something to delete on sites without a newsletter, too.
  if (await hasNewsletter(site)) await sendWhatIsDue({ database, site }, now);
  await attempt('changes at Contentful', () => startWhatIsLeft({ database, site }, now));
  await attempt('purge', () => purge(database));
  await attempt('purge of accounts', () => purgeAccounts(database));
}

async function sendWhatIsDue({ database, site }: Clock, now: Date): Promise<void> {
  await attempt('outbox', async () => {
    if (await isAny(database, sql`outbox where due_at <= now()`)) await startWork(site, 'post');
  });
  await attempt('editions', () => makeEditions(database, { site, now }));
  await attempt('delivery', async () => {
    if (await isAny(database, sql`editions where sent_at is null`))
      await startWork(site, 'deliver');
  });
}

/** What is left where the function that watches over changes has died. */
async function startWhatIsLeft({ database, site }: Clock, now: Date): Promise<void> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const left = [
    sql`contentful_builds where watched_until <= ${moment}`,
    sql`contentful_purges where due_at <= ${moment}`,
  ];
  for (const rows of left) {
    if (await isAny(database, rows)) return startWork(site, 'changes');
  }
}

async function isAny(database: Database, rows: SQL): Promise<boolean> {
  return (await rowsOf(database, sql`select 1 as one from ${rows} limit 1`)).length > 0;
}

async function attempt(what: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    logFailure(`newsletter clock, ${what}:`, error);
  }
}
