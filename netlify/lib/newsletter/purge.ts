import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

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
    sql`update comments set body = '', deleted_at = now() where state = 'rejected'
      and deleted_at is null and judged_at < now() - interval '30 days'`,
  ];
  for (const statement of statements) await database.execute(statement);
  await purgeDeliveries(database);
}

/** So many editions are emptied in one run: one is old a day, but where the clock stood still for long. */
const mostEditions = 10;

/**
 * Empties editions one by one, after 400 days. Which of them are not empty yet, one look into the index
 * for each says; a join would go through all deliveries that there are, once most old ones are empty.
 */
async function purgeDeliveries(database: Database): Promise<void> {
  const old = await rowsOf<{ id: string }>(
    database,
    sql`select e.id from editions e,
        lateral (select from deliveries where edition_id = e.id limit 1) as is_any
      where e.sent_at < now() - interval '400 days' limit ${mostEditions}`,
  );
  for (const { id } of old) {
    await database.execute(sql`delete from deliveries where edition_id = ${id}`);
  }
}
