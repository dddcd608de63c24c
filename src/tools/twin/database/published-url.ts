import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

/*
 * Where the embedded database of a served site can be asked, for commands that are run beside it:
 * `.netlify/db.url`, with the process that serves. It is there as long as the database is open.
 */

function pathIn(root: string): string {
  return join(root, '.netlify', 'db.url');
}

export async function publishUrl(root: string, url: string): Promise<() => Promise<void>> {
  await writeFile(pathIn(root), `${process.pid} ${url}\n`, { mode: 0o600 });
  return () => rm(pathIn(root), { force: true });
}

/** Null where none is served; what a killed process left behind does not count. */
export async function readPublishedUrl(root: string): Promise<string | null> {
  const text = await readFile(pathIn(root), 'utf8').catch(() => '');
  const [holder = '', url = ''] = text.trim().split(' ');
  return url !== '' && isAlive(Number(holder)) ? url : null;
}
