import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { longestLifeInDays } from './hashed-sessions.ts';

/*
 * The sessions of a person, listed and ended by their ids: better-auth ends them by their tokens,
 * which the database does not know.
 */

export interface ListedSession extends Record<string, unknown> {
  readonly id: string;
  readonly createdAt: Date | string;
  readonly userAgent: string | null;
}

export function listSessions(database: Database, userId: string): Promise<ListedSession[]> {
  return rowsOf<ListedSession>(
    database,
    sql`select id, created_at as "createdAt", user_agent as "userAgent" from sessions
      where user_id = ${userId} and expires_at > now()
        and created_at > now() - make_interval(days => ${longestLifeInDays}) order by created_at desc limit 100`,
  );
}

/** Ends one, where it is that person's. */
export async function endSession(
  database: Database,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<void> {
  await database.execute(sql`delete from sessions where id = ${id} and user_id = ${userId}`);
}

export async function endAllSessions(
  database: Database,
  { userId, except = '' }: { readonly userId: string; readonly except?: string },
): Promise<void> {
  await database.execute(sql`delete from sessions where user_id = ${userId} and id <> ${except}`);
}

/** Which browser on which system, as far as its own words for it say so; null where they do not. */
export function describeBrowser(userAgent: string | null): string | null {
  const text = userAgent ?? '';
  const find = (names: readonly (readonly [RegExp, string])[]): string | null =>
    names.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  const browser = find([
    [/\bEdg/u, 'Edge'],
    [/\bOPR\//u, 'Opera'],
    [/\bFirefox\/|\bFxiOS\//u, 'Firefox'],
    [/Chrome\/|\bCriOS\//u, 'Chrome'],
    [/\bSafari\//u, 'Safari'],
  ]);
  const system = find([
    [/\biPhone|\biPad/u, 'iOS'],
    [/\bAndroid/u, 'Android'],
    [/\bWindows/u, 'Windows'],
    [/\bMac OS X/u, 'macOS'],
    [/\bLinux|\bX11/u, 'Linux'],
  ]);
  return [browser, system].filter((one) => one !== null).join(', ') || null;
}
