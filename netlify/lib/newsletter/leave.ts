import { sql } from 'drizzle-orm';
import type { Frequency, Status } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { recordConsent } from './consent.ts';
import { isSuppressed } from './suppression.ts';
import { hashToken, isTokenShaped } from './token.ts';

/** To whom a link for leaving belongs. */
export interface Reader extends Record<string, unknown> {
  readonly id: string;
  readonly address: string;
  readonly status: Status;
  readonly locale: string;
  readonly frequency: Frequency;
  readonly topics: readonly string[];
}

/** The subscriber whose mail carried the link; null where nobody's did. Changes nothing. */
export async function findReader(database: Database, token: string | null): Promise<Reader | null> {
  if (!isTokenShaped(token)) return null;
  const hash = hashToken(token);
  const [reader] = await rowsOf<Reader>(
    database,
    sql`select id, address, status, locale, frequency, topics from subscribers where id = (
        select subscriber_id from deliveries where token_hash = ${hash}
        union all
        select subscriber_id from tokens where hash = ${hash} and purpose = 'leave'
        limit 1)`,
  );
  return reader ?? null;
}

/** Takes somebody off the list. Twice is as good as once. */
export async function leave(
  database: Database,
  reader: Reader,
  proof: Readonly<Record<string, string>>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const left = await rowsOf(
      transaction,
      sql`update subscribers set status = 'unsubscribed', unsubscribed_at = now()
        where id = ${reader.id} and status <> 'unsubscribed' returning id`,
    );
    if (left.length === 0) return;
    // A link that was not used yet would bring them back.
    await transaction.execute(
      sql`update tokens set used_at = now() where subscriber_id = ${reader.id}
        and purpose = 'confirm' and used_at is null`,
    );
    await recordConsent(transaction, { kind: 'unsubscribed', address: reader.address, proof });
  });
}

/** Undoes that, for who had confirmed, within a month. Answers whether it could be. */
export async function comeBack(
  database: Database,
  reader: Reader,
  proof: Readonly<Record<string, string>>,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const back = await rowsOf(
      transaction,
      sql`update subscribers set status = 'confirmed', unsubscribed_at = null
        where id = ${reader.id} and status = 'unsubscribed' and confirmed_at is not null
          and unsubscribed_at > now() - interval '30 days'
          and not ${isSuppressed('address')}
        returning id`,
    );
    if (back.length === 0) return false;
    await recordConsent(transaction, { kind: 'resubscribed', address: reader.address, proof });
    return true;
  });
}
