import { sql } from 'drizzle-orm';
import type { Database } from '#netlify/lib/database/open-database.ts';

/**
 * Who was asked and has not answered for a week. It begins when the mail that asks is sent: one may wait,
 * though not for more than a month, after which it is not to be expected that anybody sends it.
 */
const isSilent = sql`status = 'pending' and created_at < now() - interval '7 days' and not exists (
  select from outbox where subscriber_id = subscribers.id and kind in ('confirm', 'invite')
    and (due_at is not null and created_at >= now() - interval '30 days' or sent_at >= now() - interval '7 days'))`;

/** What is no longer needed goes: the list of what is kept for how long is this one. */
export async function purge(database: Database): Promise<void> {
  const statements = [
    // Who had left before, and has not confirmed again, has left.
    sql`update subscribers set status = 'unsubscribed' where unsubscribed_at is not null and ${isSilent}`,
    sql`delete from subscribers where ${isSilent}`,
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
