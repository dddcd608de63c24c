import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

const atOnce = 10_000;

/** Whether nobody is in it: no other database may be filled. */
export async function isEmpty(database: Database): Promise<boolean> {
  return (await rowsOf(database, sql`select 1 as one from subscribers limit 1`)).length === 0;
}

const ways = [
  'seqscan',
  'indexscan',
  'indexonlyscan',
  'bitmapscan',
  'tidscan',
  'nestloop',
  'mergejoin',
  'hashjoin',
];

/**
 * Lets the embedded Postgres plan as a server does: it starts with all of these ways switched off, so
 * that it takes the first index that will do. It has one session, in which this stays.
 */
export async function planAsServersDo(database: Database): Promise<void> {
  for (const way of ways) await database.execute(sql.raw(`set enable_${way} = on`));
}

/**
 * A publication with this many confirmed readers, as it is some time after they came: with the
 * links and mails of their subscription, what they agreed to, and counts of as many clients. One in
 * five wants one topic only; one in a hundred addresses is suppressed, though not of these.
 */
export async function fillDatabase(database: Database, subscribers: number): Promise<void> {
  for (let from = 0; from < subscribers; from += atOnce) {
    const until = Math.min(from + atOnce, subscribers);
    const numbers = sql`generate_series(${from}::int, ${until - 1}::int) as n`;
    await database.execute(
      sql`with added as (
          insert into subscribers (address, status, locale, topics, confirmed_at)
          select 'reader' || n || '@mail.example', 'confirmed', 'en',
            case when n % 5 = 0 then array['ink'] else '{}' end, now() from ${numbers}
          returning id, address
        ), linked as (
          insert into tokens (hash, purpose, subscriber_id)
          select encode(sha256(convert_to(address, 'UTF8')), 'hex'), 'leave', id from added
        ), posted as (
          insert into outbox (kind, subscriber_id, attempts, due_at, sent_at)
          select 'welcome', id, 1, null, now() from added
        )
        insert into consent_events (address_hash, kind)
        select encode(sha256(convert_to(address, 'UTF8')), 'hex'), 'confirmed' from added`,
    );
    await database.execute(
      sql`insert into limits (key, window_start, count)
        select 'subscribe:client:' || n, now(), 1 from ${numbers}`,
    );
    await database.execute(
      sql`insert into suppressions (address_hash, reason)
        select encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), 'bounce' from ${numbers}
        where n % 100 = 0`,
    );
  }
  await fillEditions(database);
  await database.execute(sql`analyze`);
}

/** A year of editions that went to a thousand readers each. */
async function fillEditions(database: Database): Promise<void> {
  await database.execute(
    sql`insert into editions (slug, locale, frequency, articles, created_at, listed_at, sent_at)
      select 'earlier-' || n, 'en', 'each', '[]', at, at, at
      from generate_series(1, 100) as n, lateral (select now() - n * interval '4 days' as at) as sent`,
  );
  await database.execute(
    sql`insert into deliveries (edition_id, subscriber_id, state, sent_at, token_hash)
      select e.id, s.id, 'sent', e.sent_at, e.id || ':' || s.id
      from editions e, lateral (select id from subscribers where id > e.id limit 1000) as s`,
  );
}
