import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

/** All that is kept with an account, for its owner and for programs. No secret is in it. */
export async function exportAccount(database: Database, userId: string): Promise<object> {
  const [person] = await rowsOf(
    database,
    sql`select name, email, email_verified, created_at, updated_at from users where id = ${userId}`,
  );
  const sessions = await rowsOf(
    database,
    sql`select created_at, updated_at, expires_at, user_agent from sessions
      where user_id = ${userId} order by created_at`,
  );
  const ways = await rowsOf(
    database,
    sql`select provider_id, case when provider_id = 'credential' then null else account_id end as account_id,
      created_at, updated_at from accounts where user_id = ${userId} order by created_at`,
  );
  const passkeys = await rowsOf(
    database,
    sql`select name, device_type, backed_up, transports, aaguid, created_at from passkeys
      where user_id = ${userId} order by created_at`,
  );
  const comments = await rowsOf(
    database,
    sql`select article, author_name as name, body, state, created_at, edited_at from comments
      where author_id = ${userId} and deleted_at is null order by position`,
  );
  const reports = await rowsOf(
    database,
    sql`select comment_id, created_at from comment_reports
      where reporter_id = ${userId} order by created_at`,
  );
  return { person: person ?? null, ways, passkeys, sessions, comments, reports };
}
