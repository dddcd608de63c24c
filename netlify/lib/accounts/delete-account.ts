import { sql } from 'drizzle-orm';
import type { Database } from '#netlify/lib/database/open-database.ts';

/**
 * Deletes an account and what hangs on it: sessions, passwords, passkeys, links that are on their
 * way. Other tables that refer to people say themselves what becomes of their rows.
 */
export async function deleteAccount(
  database: Database,
  { id, address }: { readonly id: string; readonly address: string },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`delete from users where id = ${id}`);
    // What waits for an answer is JSON that names the address, or the id as it is.
    await transaction.execute(
      sql`delete from verifications where value = ${id}
        or strpos(value, ${JSON.stringify(address)}) > 0 or strpos(value, ${JSON.stringify(id)}) > 0`,
    );
  });
}
