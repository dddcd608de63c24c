import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDatabase } from '@netlify/database';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase } from '#src/tools/twin/database/embedded-database.ts';

const log = { info: () => undefined, error: (line: string) => errors.push(line) };
const errors: string[] = [];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'broadsheet-database-'));
});

afterAll(async () => {
  expect(errors).toEqual([]);
  await rm(root, { recursive: true, force: true });
});

async function createProject(name: string, migrations: Record<string, string>): Promise<string> {
  const project = join(root, name);
  const folder = join(project, 'netlify', 'database', 'migrations');
  await mkdir(folder, { recursive: true });
  for (const [file, sql] of Object.entries(migrations)) await writeFile(join(folder, file), sql);
  return project;
}

/** Here it is always a Postgres server that is asked, and never Neon's driver. */
function openPool(): Pool {
  return getDatabase().pool as Pool;
}

const table = { '0001_start.sql': 'CREATE TABLE entries (id integer, word text);' };

describe('the embedded database', () => {
  it('does not start where nothing would ask it', async () => {
    const project = await createProject('empty', { '.gitkeep': '' });
    expect(await startDatabase({ root: project, mode: 'memory', log })).toBeNull();
    expect(await startDatabase({ root: project, mode: 'off', log })).toBeNull();
    expect(process.env['NETLIFY_DB_URL']).toBeUndefined();
  });

  it('does not start beside a database of the owner’s', async () => {
    const project = await createProject('owned', table);
    process.env['DATABASE_URL'] = 'postgres://example.invalid/db';
    const database = await startDatabase({ root: project, mode: 'memory', log });
    delete process.env['DATABASE_URL'];
    expect(database).toBeNull();
  });

  it('says which migration fails, and why', async () => {
    const project = await createProject('broken', { '0001_broken.sql': 'CREATE TABEL x ();' });
    const starting = startDatabase({ root: project, mode: 'memory', log });
    await expect(starting).rejects.toThrow(/migration in .*migrations failed: .*TABEL/);
    expect(process.env['NETLIFY_DB_URL']).toBeUndefined();
  }, 60_000);
});

describe('requests that share the database', () => {
  let database: Awaited<ReturnType<typeof startDatabase>>;

  beforeAll(async () => {
    const project = await createProject('shared', table);
    database = await startDatabase({ root: project, mode: 'memory', log });
  }, 60_000);

  afterAll(async () => database?.stop());

  it('get their own answers, a hundred at once', async () => {
    const pool = openPool();
    const asked = Array.from({ length: 100 }, async (_, index) => {
      const { rows } = await pool.query('SELECT $1::int AS number', [index]);
      return rows[0].number;
    });
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    await pool.end();
  });

  it('keep their transactions apart', async () => {
    const pool = openPool();
    const written = Array.from({ length: 20 }, async (_, index) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('INSERT INTO entries VALUES ($1, $2)', [index, 'apart']);
      await client.query(index % 2 === 0 ? 'COMMIT' : 'ROLLBACK');
      client.release();
    });
    await Promise.all(written);
    const { rows } = await pool.query(
      "SELECT count(*)::int AS count FROM entries WHERE word = 'apart'",
    );
    expect(rows).toEqual([{ count: 10 }]);
    await pool.end();
  });

  it('do not inherit a transaction that was left open, nor an error', async () => {
    const pool = openPool();
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query("INSERT INTO entries VALUES (1, 'left')");
    client.release(true);
    await expect(pool.query('SELECT $1::int', ['word'])).rejects.toThrow(/invalid input/);
    await expect(pool.query('SELEC 1')).rejects.toThrow(/syntax/);
    const { rows } = await pool.query("SELECT 1 FROM entries WHERE word = 'left'");
    expect(rows).toEqual([]);
    await pool.end();
  });
});

describe('the database on disk', () => {
  it('keeps what was written, admits one run at a time, and says when it is broken', async () => {
    const project = await createProject('disk', table);
    const options = { root: project, mode: 'disk', log } as const;
    const first = await startDatabase(options);
    const pool = openPool();
    await pool.query("INSERT INTO entries VALUES (1, 'kept')");
    await expect(startDatabase(options)).rejects.toThrow(
      /is in use by another run \(process \d+\)/,
    );
    await pool.end();
    await first?.stop();

    const lock = join(project, '.netlify', 'db.lock');
    // Process 1 lives; no process has the other number.
    await writeFile(lock, '1');
    await expect(startDatabase(options)).rejects.toThrow(/in use by another run \(process 1\)/);
    await writeFile(lock, '4194999');
    const second = await startDatabase(options);
    const again = openPool();
    expect((await again.query('SELECT word FROM entries')).rows).toEqual([{ word: 'kept' }]);
    await again.end();
    await second?.stop();

    await writeFile(join(project, '.netlify', 'db', 'global', 'pg_control'), 'broken');
    await expect(startDatabase(options)).rejects.toThrow(
      /cannot be opened.*\n.*delete that folder/,
    );
  }, 120_000);
});
