import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { hashAddress } from './address-hash.ts';
import { recordConsent } from './consent.ts';
import { postMail } from './post-mail.ts';
import { hashToken, isTokenShaped } from './token.ts';

/** What somebody may ask for their data: to have a copy, or to have it gone. */
export type DataRequest = 'export' | 'erase';

/** Whose data it is. */
export interface DataOwner extends Record<string, unknown> {
  readonly id: string;
  readonly address: string;
  readonly locale: string;
}

/** Posts a mail with a link to do it: a mail that was passed on is not enough. One in ten minutes. */
export async function askForData(
  database: Database,
  { subscriberId, request }: { readonly subscriberId: string; readonly request: DataRequest },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(
      sql`select from subscribers where id = ${subscriberId} for no key update`,
    );
    const recent = await rowsOf(
      transaction,
      sql`select id from outbox where subscriber_id = ${subscriberId} and kind = ${request}
        and created_at > now() - interval '10 minutes'`,
    );
    if (recent.length === 0) await postMail(transaction, { kind: request, subscriberId });
  });
}

/** Whose data a link is for; null where it is too old, used, or nobody's. Changes nothing. */
export async function findDataLink(
  database: Database,
  { token, request }: { readonly token: string | null; readonly request: DataRequest },
): Promise<DataOwner | null> {
  if (!isTokenShaped(token)) return null;
  const [found] = await rowsOf<DataOwner>(
    database,
    sql`select s.id, s.address, s.locale from tokens t join subscribers s on s.id = t.subscriber_id
      where t.hash = ${hashToken(token)} and t.purpose = ${request} and t.used_at is null
        and (t.expires_at is null or t.expires_at >= now())`,
  );
  return found ?? null;
}

/**
 * Uses a link up and does what it is for: both or neither. Of two at once the second finds it used.
 *
 * @returns null where it was good no more
 */
export async function useDataLink<Value>(
  database: Database,
  { token, request }: { readonly token: string; readonly request: DataRequest },
  act: (transaction: Database, whose: DataOwner) => Promise<Value>,
): Promise<Value | null> {
  return database.transaction(async (transaction) => {
    // The reader first and then the link, as everywhere: two who go about it otherwise block each other.
    const whose = await lockOwner(transaction, { token, request });
    if (whose === null) return null;
    const used = await rowsOf(
      transaction,
      sql`update tokens set used_at = now() where hash = ${hashToken(token)} and used_at is null
        returning hash`,
    );
    return used.length === 0 ? null : act(transaction, whose);
  });
}

async function lockOwner(
  transaction: Database,
  link: { readonly token: string; readonly request: DataRequest },
): Promise<DataOwner | null> {
  const found = await findDataLink(transaction, link);
  if (found === null) return null;
  const [whose] = await rowsOf<DataOwner>(
    transaction,
    sql`select id, address, locale from subscribers where id = ${found.id} for update`,
  );
  return whose ?? null;
}

/** All that is kept of somebody, for them to read and for programs. */
export async function exportData(database: Database, { id, address }: DataOwner): Promise<object> {
  const hash = hashAddress(address);
  const [subscriber] = await rowsOf(
    database,
    sql`select address, status, locale, frequency, topics, created_at, confirmed_at,
      unsubscribed_at, answered_at, bounce_score, bounced_at from subscribers where id = ${id}`,
  );
  const consent = await rowsOf(
    database,
    sql`select kind, at, proof from consent_events where address_hash = ${hash} order by id`,
  );
  const editions = await rowsOf(
    database,
    sql`select e.slug, e.locale, d.state, d.sent_at from deliveries d
      join editions e on e.id = d.edition_id where d.subscriber_id = ${id} order by e.created_at`,
  );
  const mails = await rowsOf(
    database,
    sql`select kind, created_at, sent_at from outbox where subscriber_id = ${id} order by created_at`,
  );
  const links = await rowsOf(
    database,
    sql`select purpose, created_at, expires_at, used_at from tokens where subscriber_id = ${id}
      order by created_at`,
  );
  const suppressions = await rowsOf(
    database,
    sql`select reason, at from suppressions where address_hash = ${hash}`,
  );
  return { subscriber: subscriber ?? null, consent, mails, editions, links, suppressions };
}

/**
 * Erases an address and all that hangs on it. Left are what was agreed to and when, and that it is
 * not to be imported again: both under the address's hash.
 */
export async function erase(database: Database, address: string): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const erased = await rowsOf(
      transaction,
      sql`delete from subscribers where address = ${address} returning id`,
    );
    if (erased.length === 0) return false;
    await recordConsent(transaction, { kind: 'erased', address });
    await transaction.execute(
      sql`insert into suppressions (address_hash, reason) values (${hashAddress(address)}, 'erased')
        on conflict (address_hash) do nothing`,
    );
    return true;
  });
}
