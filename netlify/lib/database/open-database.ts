import { getConnectionString, getDatabase } from '@netlify/database';
import { drizzle as drizzleNetlify } from 'drizzle-orm/netlify-db';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import { readDatabaseUrl } from '#netlify/lib/env.ts';

/** The database, or a transaction in it: whatever driver speaks to it, the same Postgres. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** The database cannot be asked: it is down, or was never set up. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

interface Opened {
  readonly url: string;
  readonly database: Database;
  readonly pool: { end: () => Promise<void> };
}

let opened: Opened | null = null;

/**
 * The owner's database (`DATABASE_URL`), else Netlify's own, which locally is the embedded one. One
 * pool for each process.
 */
export function openDatabase(): Database {
  const own = readDatabaseUrl();
  try {
    const url = own ?? getConnectionString();
    if (opened?.url !== url) opened = { url, ...(own === null ? netlifys() : owners(own)) };
  } catch (cause) {
    throw new DatabaseError('There is no database.', { cause });
  }
  return opened.database;
}

/** Lets go of the database: for programs that end. */
export async function closeDatabase(): Promise<void> {
  const before = opened;
  opened = null;
  await before?.pool.end();
}

function netlifys(): Omit<Opened, 'url'> {
  const client = getDatabase();
  surviveBrokenConnections(client.pool);
  return { database: drizzleNetlify({ client }), pool: client.pool };
}

function owners(connectionString: string): Omit<Opened, 'url'> {
  const client = new Pool({ connectionString, max: 5, connectionTimeoutMillis: 5000 });
  surviveBrokenConnections(client);
  return { database: drizzlePostgres({ client }), pool: client };
}

/** A connection that breaks while nobody uses it would else end the process. */
function surviveBrokenConnections(pool: {
  on: (event: 'error', act: (error: Error) => void) => unknown;
}): void {
  pool.on('error', () => {
    // Whoever asks next is told.
  });
}

/** Rows of a statement that drizzle has no words for, as the caller says they are. */
export async function rowsOf<Row extends Record<string, unknown>>(
  database: Database,
  statement: SQL,
): Promise<Row[]> {
  // Every driver answers so; the type that they share says less.
  const { rows } = (await database.execute(statement)) as unknown as { rows: Row[] };
  return rows;
}

/** What drivers say that give no code: Postgres' own and Neon's, by HTTP and by WebSocket. */
const brokenConnection =
  /connection (?:terminated|ended|timeout|error)|timeout exceeded|error connecting to database|open a websocket/iu;

/** Whether an error says that the database could not be reached, and not that a statement is wrong. */
export function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DatabaseError) return true;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    // Node's words for networks; Postgres' classes 08 (connection), 53 (resources), 57 (shut down).
    if (/^(?:ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOST|ENET|EAI_)|^(?:08|53|57)/u.test(code))
      return true;
    if (brokenConnection.test(cause.message)) return true;
  }
  return false;
}
