import { sql } from 'drizzle-orm';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { longestLifeInDays } from './hashed-sessions.ts';

/** What is no longer needed of accounts goes: the list of what is kept for how long is this one. */
export async function purgeAccounts(database: Database): Promise<void> {
  const statements = [
    // Nobody came to confirm them, and their addresses are perhaps not even their makers'.
    sql`delete from users where not email_verified and created_at < now() - interval '7 days'`,
    sql`delete from sessions where expires_at < now()
      or created_at < now() - make_interval(days => ${longestLifeInDays}::int)`,
    sql`delete from verifications where expires_at < now()`,
  ];
  for (const statement of statements) await database.execute(statement);
}
