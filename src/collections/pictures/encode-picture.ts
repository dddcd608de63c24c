import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { PictureFile } from '#src/shared/picture-sources.ts';
import { writeWhole } from '#src/collections/disk-cache.ts';

export interface PictureFolders {
  /** The content folder, in which a picture's source is named. */
  readonly content: string;
  /** Where encoded files are kept. */
  readonly cache: string;
}

/*
 * Qualities at which a photograph shows no difference at reading distance, and efforts at which AVIF
 * still takes well under a second for 1,800 pixels: the next steps cost twice the time for 2 to 4 %.
 */
const avif = { quality: 52, effort: 3 } as const;
const webp = { quality: 74, effort: 4 } as const;

/** Makes one file of a picture and keeps it under the name it is served by. */
export async function encodePicture(
  { path: address, picture, encoding }: PictureFile,
  folders: PictureFolders,
): Promise<void> {
  const source = await readFile(path.join(folders.content, picture.source));
  const target = path.join(folders.cache, path.posix.basename(address));
  await writeWhole(target, encoding === null ? source : await encode(source, encoding));
}

/** Upright, scaled, without the camera's notes: they may say where somebody lives. */
function encode(
  source: Buffer,
  { width, format }: NonNullable<PictureFile['encoding']>,
): Promise<Buffer> {
  const scaled = sharp(source).autoOrient().resize(width);
  return (format === 'avif' ? scaled.avif(avif) : scaled.webp(webp)).toBuffer();
}
