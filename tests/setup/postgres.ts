import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/*
 * A Postgres server for one test file, in a temporary folder and on a free port of this machine: the
 * embedded one has one connection, so that races do not show on it.
 */

export interface PostgresServer {
  readonly url: string;
  stop: () => Promise<void>;
}

/** Where systems keep the server's programs. */
function findPrograms(): string | null {
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed(),
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  return folders.find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null;
}

/** Finds the programs, or installs Debian's where we may. */
function requirePrograms(): string {
  const found = findPrograms();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
      env,
    });
  }
  const installed = findPrograms();
  if (installed !== null) return installed;
  throw new Error('These tests need a Postgres server: install postgresql (14 or newer).');
}

/** Postgres refuses to run as root: then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

export async function startPostgres(migrations: string): Promise<PostgresServer> {
  const programs = requirePrograms();
  const folder = mkdtempSync(path.join(tmpdir(), 'broadsheet-postgres-'));
  if (nobody !== null) chownSync(folder, nobody.uid, nobody.gid);
  const data = path.join(folder, 'data');
  const made = spawnSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...nobody, encoding: 'utf8', cwd: folder },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const server = spawn(
    path.join(programs, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=60',
    ],
    { ...nobody, stdio: 'ignore', cwd: folder },
  );
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await migrate(url, migrations);
  return { url, stop: () => stop(server, folder) };
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // Fast: connections are cut off.
  server.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No port was given.');
  return address.port;
}

async function migrate(url: string, migrations: string): Promise<void> {
  const client = await connect(url);
  for (const file of readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .toSorted())
    await client.query(readFileSync(path.join(migrations, file), 'utf8'));
  await client.end();
}

async function connect(url: string): Promise<Client> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt === 100) throw error;
      await wait(100);
    }
  }
}
