import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Ledger } from './ledger.ts';

const articleFile = /^articles\/([^/]+)\/([^/]+?)(?:\.md|\/index\.md)$/;

/** The slugs that an import gave to the files of a source before: path in the source → slug. */
export function slugsBefore(
  ledger: Ledger,
  { sourceName, locale }: { sourceName: string; locale: string },
): Map<string, string> {
  const slugs = new Map<string, string>();
  for (const [file, { from }] of ledger) {
    const [, folder, slug] = articleFile.exec(file) ?? [];
    if (folder === locale && slug !== undefined && from.startsWith(`${sourceName}/`))
      slugs.set(from.slice(sourceName.length + 1), slug);
  }
  return slugs;
}

/** Slugs in a folder of the content folder, such as `articles/en`. */
export async function presentSlugs(out: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(out, folder)).catch(() => []);
  return entries.map((name) => name.replace(/\.md$/, ''));
}
