import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { NetlifyDB } from '@netlify/database-dev';
import type { Log } from '#src/tools/twin/log.ts';
import { TwinError } from '#src/tools/twin/twin-error.ts';
import { lockFolder } from './folder-lock.ts';
import { publishUrl } from './published-url.ts';
import { startTurns, type Turns } from './turns.ts';

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
  if (mode === 'off' || isElsewhere()) return null;
  const migrations = join(root, 'netlify', 'database', 'migrations');
  const functions = join(root, 'netlify', 'functions');
  if (!(await hasFiles(migrations)) && !(await hasFiles(functions))) return null;
  const directory = mode === 'disk' ? join(root, '.netlify', 'db') : null;
  const unlock = directory === null ? null : await lockFolder(directory);
  try {
    return await start({ root, directory, migrations, log: options.log, unlock });
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

interface StartOptions {
  readonly root: string;
  readonly directory: string | null;
  readonly migrations: string;
  readonly log: Log;
  readonly unlock: (() => Promise<void>) | null;
}

async function start(options: StartOptions): Promise<EmbeddedDatabase> {
  const { root, directory, migrations, log, unlock } = options;
  const database = await open(directory, log);
  await migrate(database, migrations).catch(async (error: unknown) => {
    await close(database);
    throw error;
  });
  const unpublish = publish(database);
  const unwrite = directory === null ? null : await publishUrl(root, urlOf(database));
  return {
    stop: async () => {
      unpublish();
      await unwrite?.();
      await close(database);
      await unlock?.();
    },
  };
}

/** Connection strings that twins of this process gave out. */
const published = new Set<string>();

/** Whether the owner named a database, or Netlify did. */
function isElsewhere(): boolean {
  const { DATABASE_URL: owners, NETLIFY_DB_URL: netlifys } = process.env;
  return Boolean(owners) || (netlifys !== undefined && !published.has(netlifys));
}

/** Placeholders that keep an empty folder in git do not count. */
async function hasFiles(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  return (await readdir(folder)).some((name) => !name.startsWith('.'));
}

interface OpenDatabase {
  readonly server: NetlifyDB;
  readonly turns: Turns;
}

async function open(directory: string | null, log: Log): Promise<OpenDatabase> {
  const server = new NetlifyDB({
    ...(directory !== null && { directory }),
    logger: (...message) => log.error(message.map(String).join(' ')),
  });
  try {
    const { port } = new URL(await server.start());
    answerWithoutDelay(server);
    return { server, turns: await startTurns(Number(port), log) };
  } catch (cause) {
    await server.stop().catch(() => undefined);
    throw new TwinError(cannotOpen(directory, cause), { cause });
  }
}

/**
 * It answers a statement that has parameters in several small packets. Left to itself the system
 * holds back the second until the first is acknowledged, 40 ms for every statement. Its listener is
 * private; should it be called something else one day, statements are slow and nothing breaks.
 */
function answerWithoutDelay(server: NetlifyDB): void {
  const { server: listener } = server as unknown as { readonly server?: Server };
  listener?.on('connection', (socket) => socket.setNoDelay(true));
}

function cannotOpen(directory: string | null, cause: unknown): string {
  if (directory === null) return `The local database cannot be started: ${String(cause)}`;
  return (
    `The local database in ${directory} cannot be opened: ${String(cause)}\n` +
    'It may have been cut off while writing. If nothing in it is needed, delete that folder and start again.'
  );
}

async function migrate({ server }: OpenDatabase, migrations: string): Promise<void> {
  if (!existsSync(migrations)) return;
  try {
    await server.applyMigrations(migrations);
  } catch (cause) {
    throw new TwinError(`A migration in ${migrations} failed: ${String(cause)}`, { cause });
  }
}

async function close({ server, turns }: OpenDatabase): Promise<void> {
  await turns.stop();
  await server.stop();
}

function urlOf({ turns }: OpenDatabase): string {
  return `postgres://postgres@127.0.0.1:${turns.port}/postgres`;
}

/** Tells `@netlify/database` where the database is, until it stops. */
function publish(database: OpenDatabase): () => void {
  const url = urlOf(database);
  published.add(url);
  process.env['NETLIFY_DB_URL'] = url;
  process.env['NETLIFY_DB_DRIVER'] = 'server';
  return () => {
    published.delete(url);
    if (process.env['NETLIFY_DB_URL'] !== url) return;
    delete process.env['NETLIFY_DB_URL'];
    delete process.env['NETLIFY_DB_DRIVER'];
  };
}
