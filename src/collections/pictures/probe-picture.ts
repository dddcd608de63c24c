import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { sha256Hex } from '#src/collections/digest.ts';
import { readCached } from '#src/collections/disk-cache.ts';
import type { Picture } from '#src/collections/schemas/articles.ts';
import { widthsFor } from '#src/shared/picture-sources.ts';
import { checkDrawing } from './check-drawing.ts';
import { PictureError } from './picture-error.ts';

export { PictureError } from './picture-error.ts';

/** Changes whenever the same picture would be encoded differently: it is part of every file's name. */
export const pictureRecipe = 'p1';

const mostBytes = 40_000_000;
const mostPixels = 120_000_000;

const wantedPicture = 'a picture that opens: JPEG, PNG, WebP, AVIF, GIF, TIFF or SVG';

/**
 * Reads a picture's size and makes its placeholder; the whole picture is decoded, so that a broken
 * one is found here and not half-way through a build. Remembered by content in `cacheFolder`.
 *
 * @throws {PictureError} where the file is missing, broken, too large or not a picture.
 */
export async function probePicture(
  contentFolder: string,
  source: string,
  cacheFolder: string,
): Promise<Picture> {
  const bytes = await readPicture(contentFolder, source);
  const digest = sha256Hex(bytes);
  const known = await readCached(
    path.join(cacheFolder, 'picture-sizes'),
    `${digest}-${pictureRecipe}`,
    () => measure(bytes, source),
  );
  if (known.kind === 'verbatim') checkEnding(source, endingOf(bytes));
  const name = path.posix.basename(source, path.posix.extname(source));
  const safeName =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'picture';
  return { ...known, source, base: `/_astro/${safeName}.${digest.slice(0, 12)}${pictureRecipe}` };
}

async function readPicture(folder: string, source: string): Promise<Uint8Array> {
  const file = path.join(folder, source);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new PictureError(
      'a picture that is not there',
      'a file that exists, its name spelt exactly so',
      { cause },
    );
  });
  const [root, target] = await Promise.all([realpath(folder), realpath(file)]);
  if (!target.startsWith(root + path.sep)) {
    throw new PictureError('a symbolic link that leads out of its folder', 'the picture itself');
  }
  if (bytes.length > mostBytes) {
    throw new PictureError(
      `a picture of ${Math.round(bytes.length / 1_000_000)} MB`,
      `at most ${mostBytes / 1_000_000} MB: scale it down to 3,600 pixels or less`,
    );
  }
  return bytes;
}

type Measured = Omit<Picture, 'source' | 'base'>;

async function measure(bytes: Uint8Array, source: string): Promise<Measured> {
  try {
    const metadata = await sharp(bytes, { limitInputPixels: mostPixels }).metadata();
    const { width, height } = metadata.autoOrient;
    if (metadata.format === 'svg') return measureDrawing(bytes, width, height);
    if ((metadata.pages ?? 1) > 1 && (metadata.format === 'gif' || metadata.format === 'webp')) {
      return {
        kind: 'verbatim',
        width,
        height: metadata.pageHeight ?? height,
        widths: [],
        placeholder: null,
      };
    }
    const placeholder = await makePlaceholder(bytes, metadata);
    return { kind: 'raster', width, height, widths: widthsFor(width), placeholder };
  } catch (cause) {
    if (cause instanceof PictureError) throw cause;
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new PictureError(
      `${path.posix.basename(source)}, which does not open (${reason})`,
      wantedPicture,
      { cause },
    );
  }
}

/** Files served as they are get their type from their ending: a drawing called x.html would be a page. */
function checkEnding(source: string, ending: string): void {
  if (path.posix.extname(source).toLowerCase() === ending) return;
  throw new PictureError(
    `a picture whose name does not end in ${ending}, but which is one`,
    `a name that ends in ${ending}`,
  );
}

function endingOf(bytes: Uint8Array): string {
  const beginning = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (beginning.startsWith('GIF8')) return '.gif';
  return beginning.startsWith('RIFF') ? '.webp' : '.svg';
}

/** A drawing is served as it is. */
function measureDrawing(bytes: Uint8Array, width: number, height: number): Measured {
  checkDrawing(bytes);
  return { kind: 'verbatim', width, height, widths: [], placeholder: null };
}

/** Pictures one can see through get none: it would show behind them for good. */
async function makePlaceholder(
  bytes: Uint8Array,
  { hasAlpha }: { readonly hasAlpha: boolean },
): Promise<string | null> {
  const decoded = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient();
  const small = await decoded.resize(20).webp({ quality: 30, effort: 6 }).toBuffer();
  if (hasAlpha && !(await sharp(bytes).stats()).isOpaque) return null;
  return `data:image/webp;base64,${small.toString('base64')}`;
}
