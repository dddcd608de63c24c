import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { contentFolder as findContentFolder } from '#src/collections/reading/content-folder.ts';
import { ContentError, displayFolder, type Problem } from '#src/collections/reading/problems.ts';
import { requireSite } from '#src/collections/reading/require-site.ts';

/** What readers of a newsletter can choose from. */
export interface Offered {
  /** Codes of languages; the first is the default. */
  readonly locales: readonly string[];
  /** Ids of topics. */
  readonly topics: readonly string[];
}

/** Reads it from the content folder. @throws {ContentError} where site.yaml is missing or wrong */
export async function readOffered(root: string): Promise<Offered> {
  const contentFolder = findContentFolder(root);
  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const { site } = await requireSite({ contentFolder, report, siteUrl: undefined });
  if (problems.length > 0) throw new ContentError(displayFolder(contentFolder), problems);
  const files = await readdir(path.join(contentFolder, 'topics')).catch(() => []);
  const topics = files.filter((file) => file.endsWith('.yaml'));
  return {
    locales: site.locales.map(({ code }) => code),
    topics: topics.map((file) => path.basename(file, '.yaml')),
  };
}
