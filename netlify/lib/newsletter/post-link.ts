import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { postMail } from './post-mail.ts';

/**
 * Posts the mail with the link to somebody's preferences, where the address has the newsletter: for
 * whoever has shown that it is theirs. One in ten minutes.
 */
export async function postNewsletterLink(database: Database, address: string): Promise<void> {
  await database.transaction(async (transaction) => {
    const [found] = await rowsOf<{ id: string }>(
      transaction,
      sql`select id from subscribers where address = ${address} and status = 'confirmed' for update`,
    );
    if (!found) return;
    const recent = await rowsOf(
      transaction,
      sql`select id from outbox where subscriber_id = ${found.id} and kind = 'already'
        and created_at > now() - interval '10 minutes'`,
    );
    if (recent.length === 0)
      await postMail(transaction, { kind: 'already', subscriberId: found.id });
  });
}
