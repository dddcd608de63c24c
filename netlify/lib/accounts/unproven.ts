import { sql } from 'drizzle-orm';
import type { Database } from '#netlify/lib/database/open-database.ts';

/*
 * Anybody can make an account with somebody else's address and a password of their own, and wait for
 * its owner to come and use it. So an account that nobody has confirmed is nobody's: whoever proves
 * that the address is theirs starts anew, and nothing that was planted is left, its name included.
 */

/** Deletes the account of an address that nobody has confirmed, with all that hangs on it. */
export async function dropUnproven(database: Database, address: string): Promise<void> {
  await database.execute(sql`delete from users where email = ${address} and not email_verified`);
}

/**
 * Makes an account that of whoever has just chosen its password by a mailed link. The link was made
 * for its id, so that the account stays, and what it was furnished with before goes.
 */
export async function takeOver(
  database: Database,
  { id, isProven }: { readonly id: string; readonly isProven: boolean },
): Promise<void> {
  await database.transaction(async (transaction) => {
    // Of several links that were asked for, one is used.
    await transaction.execute(sql`delete from verifications where value = ${id}`);
    if (isProven) return;
    await transaction.execute(sql`delete from passkeys where user_id = ${id}`);
    await transaction.execute(
      sql`delete from accounts where user_id = ${id} and provider_id <> 'credential'`,
    );
    await transaction.execute(
      sql`update users set email_verified = true, name = '', updated_at = now() where id = ${id}`,
    );
  });
}
