import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/*
 * Results of expensive work, kept on disk between builds and named by the digest of what made them.
 * A name is never written twice with different content, so entries need no dates and no locks: they
 * appear whole (by renaming) or not at all. The folder may be deleted at any time.
 */

/** Answers the value kept as `name` in `folder`, or makes it and keeps it. An unreadable entry is made again. */
export async function readCached<Value>(
  folder: string,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const file = path.join(folder, `${name}.json`);
  const kept = await readJson(file);
  // What this program wrote under this name, a digest of its inputs and its version.
  if (kept !== null) return kept as Value;
  const value = await make();
  await writeWhole(file, JSON.stringify(value));
  return value;
}

/** Answers the parsed file, or null where it is missing or is no JSON. */
async function readJson(file: string): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return value;
  } catch {
    return null;
  }
}

/** Writes a file so that readers see all of it or nothing. */
export async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, data);
  await rename(draft, file);
}

export async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** Days after which an entry that a build did not use is taken for forgotten: time for other branches. */
const keptUnusedForDays = 30;

/**
 * Removes entries of a folder that are not in use and have not been made lately.
 *
 * @param used File names, with their endings.
 */
export async function forgetUnused(
  folder: string,
  used: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const oldest = now.getTime() - keptUnusedForDays * 24 * 60 * 60 * 1000;
  for (const name of await readdir(folder).catch(() => [])) {
    if (used.has(name)) continue;
    const file = path.join(folder, name);
    // Another build may have removed it just now.
    const stats = await stat(file).catch(() => null);
    if (stats && stats.mtimeMs < oldest) await rm(file, { force: true });
  }
}
