import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TwinError } from '#src/tools/twin/twin-error.ts';
import { isAlive } from './is-alive.ts';

/** Locks that this very process holds: its own process id in a file proves nothing. */
const heldHere = new Set<string>();

/**
 * Makes sure that one process uses `folder`: the embedded Postgres does not see another one beside
 * it, and two of them destroy the files. The lock is `<folder>.lock` with the holder's process id; one left by
 * a process that has gone is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = `${folder}.lock`;
  await mkdir(dirname(path), { recursive: true });
  if (heldHere.has(path) || !(await create(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (heldHere.has(path) || isAnother(holder)) throw inUse(folder, holder, path);
    await rm(path, { force: true });
    if (!(await create(path))) throw inUse(folder, holder, path);
  }
  heldHere.add(path);
  return async () => {
    heldHere.delete(path);
    await rm(path, { force: true });
  };
}

async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether a process runs that is not this one: what this one holds is known. */
function isAnother(processId: number): boolean {
  return processId !== process.pid && isAlive(processId);
}

function inUse(folder: string, holder: number, path: string): TwinError {
  return new TwinError(
    `The local database in ${folder} is in use by another run (process ${holder}). Stop that one first. ` +
      `If no other run exists, delete ${path}`,
  );
}
