import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { recordConsent } from './consent.ts';
import { hashClient } from './limits.ts';
import { postMail } from './post-mail.ts';
import { isWithinLimits } from './subscribe-limits.ts';
import { isSuppressed } from './suppression.ts';
import { hashToken, isTokenShaped } from './token.ts';

/** What a link for confirming is worth. */
export type ConfirmLink =
  | { readonly kind: 'open'; readonly locale: string }
  /** It was used, and what it was for is done. */
  | { readonly kind: 'done'; readonly locale: string }
  /** Too old, or used by somebody who has left since: a new one can be sent. */
  | { readonly kind: 'expired'; readonly locale: string }
  | { readonly kind: 'unknown' };

interface Row extends Record<string, unknown> {
  readonly locale: string;
  readonly status: string;
  readonly is_used: boolean;
  readonly is_over: boolean;
}

/** Looks at a link, and changes nothing. */
export async function findConfirmLink(
  database: Database,
  token: string | null,
): Promise<ConfirmLink> {
  if (!isTokenShaped(token)) return { kind: 'unknown' };
  const [row] = await rowsOf<Row>(
    database,
    sql`select s.locale, s.status, t.used_at is not null as is_used, t.expires_at < now() as is_over
      from tokens t join subscribers s on s.id = t.subscriber_id
      where t.hash = ${hashToken(token)} and t.purpose = 'confirm'`,
  );
  if (!row) return { kind: 'unknown' };
  const { locale } = row;
  if (row.is_used && row.status === 'confirmed') return { kind: 'done', locale };
  return { kind: row.is_used || row.is_over ? 'expired' : 'open', locale };
}

/** Confirms, once: of several at the same time one does, and the others find it done. */
export async function confirm(
  database: Database,
  {
    token,
    proof,
  }: { readonly token: string | null; readonly proof: Readonly<Record<string, string>> },
): Promise<ConfirmLink> {
  if (!isTokenShaped(token)) return { kind: 'unknown' };
  await database.transaction(async (transaction) => {
    const hash = hashToken(token);
    // The reader first and then the link, as who leaves does: the other way round they would block each other.
    await transaction.execute(
      sql`select from subscribers where id =
        (select subscriber_id from tokens where hash = ${hash} and purpose = 'confirm')
        for no key update`,
    );
    const [confirmed] = await rowsOf<{ id: string; address: string }>(
      transaction,
      sql`with used as (
          update tokens set used_at = now()
          where hash = ${hash} and purpose = 'confirm' and used_at is null
            and (expires_at is null or expires_at >= now())
          returning subscriber_id
        )
        update subscribers set status = 'confirmed', confirmed_at = now(), unsubscribed_at = null
        where id in (select subscriber_id from used) and status <> 'confirmed'
          and not ${isSuppressed('address')}
        returning id, address`,
    );
    if (!confirmed) return;
    const { id, address } = confirmed;
    await recordConsent(transaction, { kind: 'confirmed', address, proof });
    await postMail(transaction, { kind: 'welcome', subscriberId: id });
  });
  return findConfirmLink(database, token);
}

/**
 * Posts the first mail again, to whom an old link belongs, within the limits of asking for it by the
 * form.
 *
 * @throws Refusal where these are too many requests
 */
export async function sendAgain(
  database: Database,
  { token, ip }: { readonly token: string | null; readonly ip: string },
): Promise<void> {
  if (!isTokenShaped(token)) return;
  const [reader] = await rowsOf<{ id: string; address: string }>(
    database,
    sql`select s.id, s.address from tokens t join subscribers s on s.id = t.subscriber_id
      where t.hash = ${hashToken(token)} and t.purpose = 'confirm' and s.status = 'pending'`,
  );
  if (!reader) return;
  const { id, address } = reader;
  if (!(await isWithinLimits(database, { address, ip }))) return;
  await database.transaction(async (transaction) => {
    const found = await rowsOf(
      transaction,
      sql`update subscribers set answered_at = now(), created_at = now()
        where id = ${id} and status = 'pending'
          and (answered_at is null or answered_at < now() - interval '10 minutes')
        returning id`,
    );
    if (found.length === 0) return;
    const proof = { source: '/newsletter/confirm', client: hashClient(ip) };
    await recordConsent(transaction, { kind: 'requested', address, proof });
    await postMail(transaction, { kind: 'confirm', subscriberId: id });
  });
}
