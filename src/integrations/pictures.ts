import { copyFile, mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { exists } from '#src/collections/disk-cache.ts';
import { encodePicture, type PictureFolders } from '#src/collections/pictures/encode-picture.ts';
import { contentFolder } from '#src/collections/reading/content-folder.ts';
import { filesOf, type PictureFile } from '#src/shared/picture-sources.ts';
import { servePictures } from './pictures-in-dev.ts';

/**
 * Encodes the pictures that pages show: each once for its content, kept between builds, beside the
 * rendering of pages. Astro's own image pipeline starts after it, knows nothing of pictures in cached
 * bodies, and writes seven widths where four do.
 */
export function picturesIntegration(): AstroIntegration {
  let config: AstroConfig;
  let encoding: Promise<readonly PictureFile[]> | null = null;
  return {
    name: 'broadsheet:pictures',
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:server:setup': ({ server }) => servePictures(server, foldersOf(config)),
      'astro:build:start': ({ logger }) => {
        encoding = encodeAll(foldersOf(config), logger);
        // Awaited when pages are done; until then a failure must not count as unhandled.
        encoding.catch(() => undefined);
      },
      'astro:build:done': async ({ dir }) => {
        const files = (await encoding) ?? [];
        const { cache } = foldersOf(config);
        for (const { path: address } of files) {
          const target = path.join(fileURLToPath(dir), address);
          await mkdir(path.dirname(target), { recursive: true });
          await copyFile(path.join(cache, path.posix.basename(address)), target);
        }
      },
    },
  };
}

function foldersOf(config: AstroConfig): PictureFolders {
  const root = fileURLToPath(config.root);
  return {
    content: contentFolder(root),
    cache: path.join(cacheFolderIn(fileURLToPath(config.cacheDir)), 'pictures'),
  };
}

const secondsBetweenReports = 5;

async function encodeAll(
  folders: PictureFolders,
  logger: AstroIntegrationLogger,
): Promise<PictureFile[]> {
  const { pictures } = await readBuildPlan(path.dirname(folders.cache));
  const files = pictures.filter(({ base }) => base.startsWith('/_astro/')).flatMap(filesOf);
  const missing: PictureFile[] = [];
  for (const file of files) {
    if (!(await exists(path.join(folders.cache, path.posix.basename(file.path)))))
      missing.push(file);
  }
  if (missing.length === 0) return files;
  const started = performance.now();
  let done = 0;
  let reported = started;
  const queue = missing.values();
  const work = async (): Promise<void> => {
    for (const file of queue) {
      await encodePicture(file, folders);
      done += 1;
      const isDue = performance.now() - reported > secondsBetweenReports * 1000;
      if (isDue) reported = performance.now();
      if (isDue) logger.info(`${done} of ${missing.length} picture files encoded`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  logger.info(
    `${missing.length} picture files encoded in ${seconds} s, ${files.length - missing.length} kept`,
  );
  return files;
}
