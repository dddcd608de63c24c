import { copyFile, cp, readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger } from 'astro';
import { cacheFolderIn, readBodyIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { digestOf } from '#src/collections/digest.ts';
import { exists } from '#src/collections/disk-cache.ts';
import type { PlannedRecord, SearchPlan } from '#src/collections/search/search-plan.ts';
import { searchIndexVersion } from '#src/collections/search/search-index-version.ts';
import { writeSearchIndex } from '#src/collections/search/write-search-index.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { indexAddress } from './development-server.ts';

/**
 * Makes the search index, beside the rendering of pages: its texts are ready when the content has
 * been read. It is kept between builds and made anew when anything in it changes.
 */
export function searchIndexIntegration(): AstroIntegration {
  let config: AstroConfig;
  let making: Promise<string> | null = null;
  return {
    name: 'broadsheet:search-index',
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:start': ({ logger }) => {
        making = makeIndex(cacheFolderIn(fileURLToPath(config.cacheDir)), logger);
        // Awaited when pages are done; until then a failure must not count as unhandled.
        making.catch(() => undefined);
      },
      'astro:build:done': async ({ dir }) => {
        const kept = await making;
        if (kept !== null) {
          await cp(kept, path.join(fileURLToPath(dir), indexAddress), { recursive: true });
        }
        await offerPages(fileURLToPath(dir));
      },
    },
  };
}

/**
 * Puts a copy of each search page where the function that writes results into it can read it: at the
 * page's own address that function is asked.
 */
async function offerPages(output: string): Promise<void> {
  const folder = path.join(output, indexAddress, 'served');
  for (const name of await readdir(folder)) {
    // Written by the route of that name.
    const settings = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as SearchSettings;
    const copy = path.join(folder, name.replace(/\.json$/, '.txt'));
    await copyFile(path.join(output, settings.path, 'index.html'), copy);
  }
}

/** Answers the folder with the index of what the content is now. */
async function makeIndex(cacheFolder: string, logger: AstroIntegrationLogger): Promise<string> {
  const { search } = await readBuildPlan(cacheFolder);
  const folder = path.join(cacheFolder, 'search');
  const kept = path.join(folder, digestOf([searchIndexVersion, search]));
  if (!(await exists(kept))) {
    const started = performance.now();
    await makeAnew(search, { cacheFolder, kept });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    logger.info(`${search.records.length} pages indexed in ${seconds} s`);
  }
  await forgetOthers(folder, path.basename(kept));
  return kept;
}

async function makeAnew(
  search: SearchPlan,
  { cacheFolder, kept }: { readonly cacheFolder: string; readonly kept: string },
): Promise<void> {
  const htmlOf = async ({ bodyDigest }: PlannedRecord): Promise<string | null> =>
    bodyDigest === null ? null : (await readBodyIn(cacheFolder, bodyDigest)).html;
  const draft = `${kept}.draft`;
  await writeSearchIndex({ ...search, htmlOf }, draft);
  await rename(draft, kept);
}

/** An index is large, and only ever wanted for the content as it is. */
async function forgetOthers(folder: string, used: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== used) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
