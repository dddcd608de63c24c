import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

/**
 * Deletes an account and what hangs on it: sessions, passwords, passkeys, links that are on their
 * way. Other tables that refer to people say themselves what becomes of their rows. Answers the
 * articles under which something of theirs was shown.
 */
export async function deleteAccount(
  database: Database,
  { id, address }: { readonly id: string; readonly address: string },
): Promise<readonly string[]> {
  return database.transaction(async (transaction) => {
    const shown = await rowsOf<{ article: string }>(
      transaction,
      sql`select distinct article from comments
        where author_id = ${id} and state = 'shown' and deleted_at is null`,
    );
    await transaction.execute(sql`delete from users where id = ${id}`);
    // What waits for an answer is JSON that names the address, or the id as it is.
    await transaction.execute(
      sql`delete from verifications where value = ${id}
        or strpos(value, ${JSON.stringify(address)}) > 0 or strpos(value, ${JSON.stringify(id)}) > 0`,
    );
    return shown.map(({ article }) => article);
  });
}
