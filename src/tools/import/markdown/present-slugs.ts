import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Ledger } from './ledger.ts';

const articleFile = /^articles\/([^/]+)\/([^/]+?)(?:\.md|\/index\.md)$/;

/** The slugs that an import gave to the files of a source before: path in the source → slug. */
export function slugsBefore(ledger: Ledger, { sourceName, locale }: { sourceName: string; locale: string }): Map<string, string> {
  const slugs = new Map<string, string>();
  for (const [file, { from }] of ledger) {
    const [, folder, slug] = articleFile.exec(file) ?? [];
    if (folder === locale && slug !== undefined && from.startsWith(`${sourceName}/`)) slugs.set(from.slice(sourceName.length + 1), slug);
  }
  return slugs;
}

/** Slugs of articles in the content folder that are not among `own`: the owner's, or another import's. */
export async function presentSlugs(out: string, locale: string, own: ReadonlySet<string>): Promise<Set<string>> {
  const entries = await readdir(path.join(out, 'articles', locale)).catch(() => []);
  return new Set(entries.map((name) => name.replace(/\.md$/, '')).filter((slug) => !own.has(slug)));
}
