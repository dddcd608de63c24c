import { randomUUID } from 'node:crypto';
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
  welcome: null,
  already: null,
  export: 'export',
  erase: 'erase',
} as const satisfies Readonly<Record<MailKind, TokenPurpose | null>>;

const hour = 60 * 60 * 1000;
const lifetimeInMilliseconds = { confirm: 72 * hour, export: 2 * hour, erase: 2 * hour } as const;

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
  const row = (purpose: TokenPurpose, expiresAt: Date | null) => ({
    purpose,
    expiresAt,
    subscriberId,
    hash: hashToken(makeToken(purpose, id)),
  });
  const rows = [row('leave', null)];
  if (purpose !== null) {
    rows.push(row(purpose, new Date(Date.now() + lifetimeInMilliseconds[purpose])));
  }
  await transaction.insert(outbox).values({ id, kind, subscriberId });
  await transaction.insert(tokens).values(rows);
}
