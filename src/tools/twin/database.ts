import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NetlifyDB } from '@netlify/database-dev';
import { lockFolder } from './folder-lock.ts';
import type { Log } from './log.ts';
import { TwinError } from './twin-error.ts';

export interface EmbeddedDatabase {
  stop: () => Promise<void>;
}

export interface DatabaseOptions {
  readonly root: string;
  readonly mode: 'memory' | 'disk' | 'off';
  readonly log: Log;
}

/** Postgres inside this process, with the migrations applied; null where nothing would ask it. */
export async function startDatabase(options: DatabaseOptions): Promise<EmbeddedDatabase | null> {
  const { root, mode } = options;
  const isElsewhere = ['DATABASE_URL', 'NETLIFY_DB_URL'].some((name) => name in process.env);
  if (mode === 'off' || isElsewhere) return null;
  const migrations = join(root, 'netlify', 'database', 'migrations');
  const functions = join(root, 'netlify', 'functions');
  if (!(await hasFiles(migrations)) && !(await hasFiles(functions))) return null;
  const directory = mode === 'disk' ? join(root, '.netlify', 'db') : null;
  const unlock = directory === null ? null : await lockFolder(directory);
  try {
    const database = await open(directory, options.log);
    await migrate(database, migrations);
    return publish(database, unlock);
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

/** Placeholders that keep an empty folder in git do not count. */
async function hasFiles(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  return (await readdir(folder)).some((name) => !name.startsWith('.'));
}

interface OpenDatabase {
  readonly server: NetlifyDB;
  readonly connectionString: string;
}

async function open(directory: string | null, log: Log): Promise<OpenDatabase> {
  const server = new NetlifyDB({
    ...(directory !== null && { directory }),
    logger: (...message) => log.error(message.map(String).join(' ')),
  });
  try {
    return { server, connectionString: await server.start() };
  } catch (cause) {
    await server.stop().catch(() => undefined);
    const where = directory ?? 'memory';
    throw new TwinError(
      `The local database in ${where} cannot be opened: ${String(cause)}\n` +
        'It may have been cut off while writing. If nothing in it is needed, delete that folder and start again.',
      { cause },
    );
  }
}

async function migrate({ server }: OpenDatabase, migrations: string): Promise<void> {
  if (!existsSync(migrations)) return;
  try {
    await server.applyMigrations(migrations);
  } catch (cause) {
    await server.stop();
    throw new TwinError(`A migration in ${migrations} failed: ${String(cause)}`, { cause });
  }
}

/** Tells `@netlify/database` where the database is, until it stops. */
function publish(
  { server, connectionString }: OpenDatabase,
  unlock: (() => Promise<void>) | null,
): EmbeddedDatabase {
  process.env['NETLIFY_DB_URL'] = connectionString;
  process.env['NETLIFY_DB_DRIVER'] = 'server';
  return {
    stop: async () => {
      delete process.env['NETLIFY_DB_URL'];
      delete process.env['NETLIFY_DB_DRIVER'];
      await server.stop();
      await unlock?.();
    },
  };
}
