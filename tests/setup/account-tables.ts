import type { Database } from '#netlify/lib/database/open-database.ts';
import { rows } from '#tests/setup/newsletter.ts';

/** How many rows there are of a table, or of a part of one: `users where email_verified`. */
export async function count(database: Database, what: string): Promise<number> {
  const [row] = await rows<{ n: string }>(database, `select count(*) as n from ${what}`);
  return Number(row?.n);
}

/** All that is kept of people, to be compared: whatever changes is in it. */
export async function everythingKept(database: Database): Promise<string> {
  const tables = ['users', 'sessions', 'accounts', 'passkeys', 'verifications'];
  const kept = await Promise.all(
    tables.map((table) => rows(database, `select * from ${table} order by id`)),
  );
  return JSON.stringify(kept);
}
