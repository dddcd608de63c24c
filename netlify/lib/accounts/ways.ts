import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

export interface ListedPasskey extends Record<string, unknown> {
  readonly id: string;
  readonly createdAt: Date | string | null;
}

/** How somebody can sign in, beside links that are mailed. */
export interface Ways {
  readonly hasPassword: boolean;
  readonly hasGitHub: boolean;
  readonly passkeys: readonly ListedPasskey[];
}

export async function listWays(database: Database, userId: string): Promise<Ways> {
  const providers = await rowsOf<{ provider: string }>(
    database,
    sql`select provider_id as provider from accounts where user_id = ${userId}`,
  );
  const passkeys = await rowsOf<ListedPasskey>(
    database,
    sql`select id, created_at as "createdAt" from passkeys where user_id = ${userId}
      order by created_at limit 50`,
  );
  const has = (name: string): boolean => providers.some(({ provider }) => provider === name);
  return { hasPassword: has('credential'), hasGitHub: has('github'), passkeys };
}
