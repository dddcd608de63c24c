import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';

export interface FunctionFile {
  readonly name: string;
  readonly path: string;
}

const extensions = ['.ts', '.mts', '.js', '.mjs'];

/** `<name>.ts`, `<name>/<name>.ts` or `<name>/index.ts`, by name; deeper folders are its own. */
export async function findFunctionFiles(folder: string): Promise<FunctionFile[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.flatMap((entry): FunctionFile[] => {
    if (entry.isDirectory()) return findInFolder(folder, entry.name);
    const { name, ext } = parse(entry.name);
    if (!extensions.includes(ext) || name.endsWith('.d') || name.startsWith('.')) return [];
    return [{ name, path: join(folder, entry.name) }];
  });
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function findInFolder(folder: string, name: string): FunctionFile[] {
  const candidates = [name, 'index'].flatMap((base) =>
    extensions.map((extension) => join(folder, name, `${base}${extension}`)),
  );
  const path = candidates.find((candidate) => existsSync(candidate));
  return path === undefined ? [] : [{ name, path }];
}
