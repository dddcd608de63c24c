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

/**
 * How long a server may be silent. It may sleep and has to wake first, and to delete an edition takes
 * its time; but a connection whose other end is gone is not to be waited for until the function ends.
 * Who keeps it alive is the network: statements for that would keep the server awake, too.
 */
const patience = {
  connectionTimeoutMillis: 15_000,
  query_timeout: 120_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

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
  // It takes no options, and opens no connection before it is asked something.
  Object.assign(client.pool.options, patience);
  surviveBrokenConnections(client.pool);
  return { database: drizzleNetlify({ client }), pool: client.pool };
}

function owners(connectionString: string): Omit<Opened, 'url'> {
  const client = new Pool({ connectionString, max: 5, ...patience });
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
  /connection (?:terminated|ended|timeout|error)|timeout exceeded|read timeout|error connecting to database|open a websocket/iu;

/**
 * Node's words for networks; Postgres' classes 08 (connection), 53 (resources), 57 (shut down), and what
 * may be tried again: 40001 and 40P01 (others were in the way), 25006 (it only reads, as a server does
 * that is being moved).
 */
const codesOfTrouble =
  /^(?:ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOST|ENET|EAI_)|^(?:08|53|57)|^(?:40001|40P01|25006)$/u;

/**
 * Whether an error says that the database cannot do it now, and not that a statement is wrong: the same
 * may work in a minute.
 */
export function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DatabaseError) return true;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (codesOfTrouble.test(code) || brokenConnection.test(cause.message)) return true;
  }
  return false;
}
