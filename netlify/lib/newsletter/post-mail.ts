import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import {
  outbox,
  tokens,
  type MailKind,
  type TokenPurpose,
} from '#netlify/database/schema/newsletter.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { hashToken, makeToken } from './token.ts';

/** What the one button of a mail is for; mails without one lead to the publication. */
export const purposeOfMail = {
  confirm: 'confirm',
  invite: 'confirm',
  welcome: null,
  already: null,
  export: 'export',
  erase: 'erase',
} as const satisfies Readonly<Record<MailKind, TokenPurpose | null>>;

const lifetimeInHours = { confirm: 72, export: 2, erase: 2 } as const;

/**
 * Puts a mail into the outbox, with its links. To be called in the transaction of what the mail is
 * about: both happen or neither. Nothing is sent here.
 */
export async function postMail(
  transaction: Database,
  { kind, subscriberId }: { readonly kind: MailKind; readonly subscriberId: string },
): Promise<void> {
  const id = randomUUID();
  const purpose = purposeOfMail[kind];
  const purposes: TokenPurpose[] = purpose === null ? ['leave'] : ['leave', purpose];
  await transaction.insert(outbox).values({ id, kind, subscriberId });
  await transaction
    .insert(tokens)
    .values(purposes.map((one) => ({ purpose: one, subscriberId, hash: hashOf(one, id) })));
}

/**
 * Lets the time of a mail's link begin, as it is about to be sent: mails may wait for days, where the
 * carrier is down or many are before them.
 */
export async function beginLink(
  database: Database,
  { id, kind }: { readonly id: string; readonly kind: MailKind },
): Promise<void> {
  const purpose = purposeOfMail[kind];
  if (purpose === null) return;
  await database.execute(
    sql`update tokens set expires_at = now() + ${lifetimeInHours[purpose]} * interval '1 hour'
      where hash = ${hashOf(purpose, id)} and used_at is null`,
  );
}

function hashOf(purpose: TokenPurpose, id: string): string {
  return hashToken(makeToken(purpose, id));
}
