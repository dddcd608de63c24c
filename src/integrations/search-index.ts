import { createReadStream } from 'node:fs';
import { copyFile, cp, readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger } from 'astro';
import { cacheFolderIn, readBodyIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { digestOf } from '#src/collections/digest.ts';
import { exists } from '#src/collections/disk-cache.ts';
import type { PlannedRecord, SearchPlan } from '#src/collections/search/search-plan.ts';
import {
  searchIndexVersion,
  writeSearchIndex,
} from '#src/collections/search/write-search-index.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';

/** Where the index is served. */
const servedAt = '/pagefind/';

/**
 * Makes the search index, beside the rendering of pages: its texts are ready when the content has
 * been read. It is kept between builds and made anew when anything in it changes. In development the
 * index of the last build is served.
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
      'astro:server:setup': ({ server }) => {
        const folder = path.join(fileURLToPath(config.outDir), servedAt);
        server.middlewares.use((request, response, next) => {
          const address = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/';
          if (!address.startsWith(servedAt)) return next();
          const file = path.join(folder, path.posix.normalize(address).slice(servedAt.length));
          createReadStream(file)
            .on('error', () => response.writeHead(404).end())
            .pipe(response);
        });
      },
      'astro:build:start': ({ logger }) => {
        making = makeIndex(cacheFolderIn(fileURLToPath(config.cacheDir)), logger);
        // Awaited when pages are done; until then a failure must not count as unhandled.
        making.catch(() => undefined);
      },
      'astro:build:done': async ({ dir }) => {
        const kept = await making;
        if (kept !== null) {
          await cp(kept, path.join(fileURLToPath(dir), servedAt), { recursive: true });
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
  const folder = path.join(output, servedAt, 'served');
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
