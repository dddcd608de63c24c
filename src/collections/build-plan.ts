import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from './disk-cache.ts';
import type { Picture } from './schemas/articles.ts';

/*
 * What the content sync tells the integrations that finish the build. They run in another module
 * graph than the loaders, so it goes by way of a file, written anew by every sync.
 */

export interface BuildPlan {
  /** Every picture that pages show. */
  readonly pictures: readonly Picture[];
  readonly redirects: readonly { readonly from: string; readonly to: string }[];
  /** Names of the rendered bodies in use. */
  readonly bodies: readonly string[];
}

const fileIn = (cacheFolder: string): string => path.join(cacheFolder, 'plan.json');

interface PlannedContent {
  readonly pictures: readonly Picture[];
  readonly redirects: readonly { readonly from: string; readonly to: string }[];
  readonly articles: readonly { readonly bodyDigest: string | null }[];
  readonly pages: readonly { readonly bodyDigest: string }[];
}

export async function writeBuildPlan(cacheFolder: string, content: PlannedContent): Promise<void> {
  const plan: BuildPlan = {
    pictures: content.pictures,
    redirects: content.redirects.map(({ from, to }) => ({ from, to })),
    bodies: [...content.articles, ...content.pages].flatMap(({ bodyDigest }) => bodyDigest ?? []),
  };
  await writeWhole(fileIn(cacheFolder), JSON.stringify(plan));
}

export async function readBuildPlan(cacheFolder: string): Promise<BuildPlan> {
  // Written by `writeBuildPlan` in the same run.
  return JSON.parse(await readFile(fileIn(cacheFolder), 'utf8')) as BuildPlan;
}
