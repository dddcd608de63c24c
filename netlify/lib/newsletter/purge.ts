import { sql } from 'drizzle-orm';
import type { Database } from '#netlify/lib/database/open-database.ts';

/** What is no longer needed goes: the list of what is kept for how long is this one. */
export async function purge(database: Database): Promise<void> {
  const statements = [
    // Who had left before, and has not confirmed again, has left.
    sql`update subscribers set status = 'unsubscribed' where status = 'pending'
      and unsubscribed_at is not null and created_at < now() - interval '7 days'`,
    sql`delete from subscribers where status = 'pending' and created_at < now() - interval '7 days'`,
    sql`delete from tokens where expires_at < now() - interval '7 days'`,
    sql`delete from outbox where sent_at < now() - interval '30 days'`,
    sql`delete from outbox where set_aside_at < now() - interval '90 days'`,
    sql`delete from limits where window_start < now() - interval '2 days'`,
    sql`delete from mail_events where at < now() - interval '30 days'`,
    sql`delete from deliveries d using editions e where e.id = d.edition_id
      and e.sent_at < now() - interval '400 days'`,
  ];
  for (const statement of statements) await database.execute(statement);
}
