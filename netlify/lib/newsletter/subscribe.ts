import { sql } from 'drizzle-orm';
import type { Subscriber } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { hashAddress } from './address-hash.ts';
import { recordConsent } from './consent.ts';
import { postMail } from './post-mail.ts';

export interface Subscription {
  /** As `parseMailAddress` answers it. */
  readonly address: string;
  readonly locale: string;
  /** The page that the form was on, and the words beside it. */
  readonly proof: Readonly<Record<string, string>>;
}

/** Within this time a second request for the same address makes no second mail. */
const patienceInMinutes = { pending: 10, confirmed: 24 * 60 } as const;

interface Found extends Record<string, unknown> {
  readonly id: string;
  readonly status: Subscriber['status'];
  readonly minutes: number | null;
  readonly suppressed: boolean;
}

/**
 * Writes down that somebody asked for the newsletter, and posts the mail that asks back: one, however
 * often and at once it is asked for. The row of the address is held until the end, so that others
 * wait. Who has the newsletter is told so, in a mail too; who is suppressed gets nothing.
 */
export async function subscribe(
  database: Database,
  { address, locale, proof }: Subscription,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [found] = await rowsOf<Found>(
      transaction,
      sql`insert into subscribers as s (address, locale) values (${address}, ${locale})
        on conflict (address) do update set address = s.address
        returning s.id, s.status, extract(epoch from now() - s.answered_at)::float / 60 as minutes,
          exists (select from suppressions where address_hash = ${hashAddress(address)}
            and reason <> 'erased') as suppressed`,
    );
    if (!found || found.suppressed) return;
    const { id, status, minutes } = found;
    const isConfirmed = status === 'confirmed';
    if (minutes !== null && minutes < patienceInMinutes[isConfirmed ? 'confirmed' : 'pending'])
      return;
    await transaction.execute(
      isConfirmed
        ? sql`update subscribers set answered_at = now() where id = ${id}`
        : sql`update subscribers set answered_at = now(), status = 'pending', locale = ${locale},
            created_at = now() where id = ${id}`,
    );
    await recordConsent(transaction, { kind: 'requested', address, proof });
    await postMail(transaction, { kind: isConfirmed ? 'already' : 'confirm', subscriberId: id });
  });
}
