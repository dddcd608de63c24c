import { sql } from 'drizzle-orm';
import type { Edition } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { hashToken, makeToken } from './token.ts';

/** Subscribers that are gone through in one transaction. */
const atOnce = 500;

/** The link for leaving in the mail of an edition to a subscriber: the same however often it is made. */
export function deliveryToken(editionId: string, subscriberId: string): string {
  return makeToken('leave', `${editionId}:${subscriberId}`);
}

/**
 * Writes the next deliveries of an edition: one for each confirmed subscriber of its language and
 * frequency whose topics it has. How far it has come is written in the same transaction, so that it
 * goes on from there after a crash; who goes through it at the same time waits.
 *
 * @returns whether there are more
 */
export async function listDeliveries(database: Database, editionId: string): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [edition] = await rowsOf<{
      locale: string;
      frequency: string;
      topics: string[];
      at: string | null;
      done: boolean;
    }>(
      transaction,
      sql`select locale, frequency, reached_id as at, listed_at is not null as done,
          array(select distinct jsonb_array_elements_text(jsonb_path_query_array(articles, '$[*].topics[*]'))) as topics
        from editions where id = ${editionId} for update`,
    );
    if (!edition || edition.done) return false;
    // Held, so that nobody is erased before the delivery stands there: who was erased just now is passed over.
    const readers = await rowsOf<{ id: string; wants: boolean }>(
      transaction,
      sql`select id, cardinality(topics) = 0 or topics && ${textArray(edition.topics)} as wants
        from subscribers
        where status = 'confirmed' and locale = ${edition.locale} and frequency = ${edition.frequency}
          ${edition.at === null ? sql`` : sql`and id > ${edition.at}`}
        order by id limit ${atOnce} for key share`,
    );
    const wanting = readers.filter(({ wants }) => wants).map(({ id }) => id);
    if (wanting.length > 0) await insertDeliveries(transaction, editionId, wanting);
    const last = readers.at(-1)?.id ?? edition.at;
    const isEnd = readers.length < atOnce;
    await transaction.execute(
      sql`update editions set reached_id = ${last}, listed_at = ${isEnd ? sql`now()` : null}
        where id = ${editionId}`,
    );
    return !isEnd;
  });
}

async function insertDeliveries(
  transaction: Database,
  editionId: Edition['id'],
  subscriberIds: readonly string[],
): Promise<void> {
  const hashes = subscriberIds.map((id) => hashToken(deliveryToken(editionId, id)));
  await transaction.execute(
    sql`insert into deliveries (edition_id, subscriber_id, token_hash)
      select ${editionId}::uuid, id::uuid, hash
      from unnest(${textArray(subscriberIds)}, ${textArray(hashes)}) as wanted (id, hash)
      on conflict do nothing`,
  );
}

/** A list of texts as one parameter: a statement of a thousand parameters is slow to plan. */
export function textArray(texts: readonly string[]): ReturnType<typeof sql> {
  return sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) as value)`;
}
