import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import type { ViteDevServer } from 'vite';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { exists } from '#src/collections/disk-cache.ts';
import { encodePicture, type PictureFolders } from '#src/collections/pictures/encode-picture.ts';
import { filesOf } from '#src/shared/picture-sources.ts';

const contentTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

/** In development a picture is encoded when a page first asks for it. */
export function servePictures(server: ViteDevServer, folders: PictureFolders): void {
  server.middlewares.use((request, response, next) => {
    serve(request.url ?? '', response, folders).then((isServed) => !isServed && next(), next);
  });
}

async function serve(
  url: string,
  response: ServerResponse,
  folders: PictureFolders,
): Promise<boolean> {
  const address = decodeURI(url.replace(/\?.*$/, ''));
  const file = address.startsWith('/_astro/') ? await find(address, folders) : null;
  if (file === null) return false;
  const contentType = contentTypes[path.extname(file).slice(1)] ?? 'application/octet-stream';
  response.setHeader('Content-Type', contentType);
  createReadStream(file).pipe(response);
  return true;
}

async function find(address: string, folders: PictureFolders): Promise<string | null> {
  const { pictures } = await readBuildPlan(path.dirname(folders.cache));
  const wanted = pictures.flatMap(filesOf).find((file) => file.path === address);
  if (!wanted) return null;
  const file = path.join(folders.cache, path.posix.basename(address));
  if (!(await exists(file))) await encodePicture(wanted, folders);
  return file;
}
