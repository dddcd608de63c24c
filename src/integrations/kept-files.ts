import { createReadStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration, AstroIntegrationLogger } from 'astro';
import { exists, forgetUnused } from '#src/collections/disk-cache.ts';

/** A file of the site that takes long to make. */
export interface KeptFile {
  /** Where it is served, decoded. */
  readonly path: string;
  /** Where it is kept between builds, under a name that changes with what it is made of. */
  readonly kept: string;
  /** Makes it, whole or not at all. */
  readonly make: () => Promise<void>;
}

export interface KeptFilesOptions {
  readonly name: string;
  /** What the files are called in the build's log, for example `picture files`. */
  readonly noun: string;
  /** Every such file of the site as of the last sync of the content. */
  readonly list: (config: AstroConfig, logger: AstroIntegrationLogger) => Promise<KeptFile[]>;
}

/**
 * Makes files once for their content and keeps them between builds: beside the rendering of pages,
 * on every core. In development each is made when it is first asked for.
 */
export function keptFilesIntegration({ name, noun, list }: KeptFilesOptions): AstroIntegration {
  let config: AstroConfig;
  let making: Promise<readonly KeptFile[]> | null = null;
  return {
    name,
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:server:setup': ({ server, logger }) => {
        const answer = async (url: string, response: ServerResponse): Promise<boolean> => {
          const file = await find(url, () => list(config, logger));
          if (file !== null) send(file, response);
          return file !== null;
        };
        server.middlewares.use((request, response, next) => {
          const goOn = (isAnswered: boolean): void => (isAnswered ? undefined : next());
          answer(request.url ?? '', response).then(goOn, next);
        });
      },
      'astro:build:start': ({ logger }) => {
        making = list(config, logger).then((files) => makeMissing(files, noun, logger));
        // Awaited when pages are done; until then a failure must not count as unhandled.
        making.catch(() => undefined);
      },
      'astro:build:done': async ({ dir }) => {
        const files = (await making) ?? [];
        for (const { path: address, kept } of files) {
          const target = path.join(fileURLToPath(dir), address);
          await mkdir(path.dirname(target), { recursive: true });
          await copyFile(kept, target);
        }
        await forgetOthers(files);
      },
    },
  };
}

async function find(url: string, list: () => Promise<KeptFile[]>): Promise<KeptFile | null> {
  if (!contentTypes.has(path.posix.extname(url.replace(/\?.*$/, '')))) return null;
  const address = decodeURI(url.replace(/\?.*$/, ''));
  const file = (await list()).find((one) => one.path === address);
  if (file && !(await exists(file.kept))) await file.make();
  return file ?? null;
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.avif', 'image/avif'],
  ['.gif', 'image/gif'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.webp', 'image/webp'],
]);

function send({ kept }: KeptFile, response: ServerResponse): void {
  const contentType = contentTypes.get(path.extname(kept)) ?? 'application/octet-stream';
  response.setHeader('Content-Type', contentType);
  createReadStream(kept).pipe(response);
}

async function forgetOthers(files: readonly KeptFile[]): Promise<void> {
  const byFolder = Map.groupBy(files, ({ kept }) => path.dirname(kept));
  for (const [folder, used] of byFolder) {
    await forgetUnused(folder, new Set(used.map(({ kept }) => path.basename(kept))), new Date());
  }
}

const secondsBetweenReports = 5;

async function makeMissing(
  files: readonly KeptFile[],
  noun: string,
  logger: AstroIntegrationLogger,
): Promise<readonly KeptFile[]> {
  const missing: KeptFile[] = [];
  for (const file of files) if (!(await exists(file.kept))) missing.push(file);
  if (missing.length === 0) return files;
  const started = performance.now();
  let done = 0;
  let reported = started;
  const queue = missing.values();
  const work = async (): Promise<void> => {
    for (const file of queue) {
      await file.make();
      done += 1;
      const isDue = performance.now() - reported > secondsBetweenReports * 1000;
      if (isDue) reported = performance.now();
      if (isDue) logger.info(`${done} of ${missing.length} ${noun} made`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  logger.info(
    `${missing.length} ${noun} made in ${seconds} s, ${files.length - missing.length} kept`,
  );
  return files;
}
