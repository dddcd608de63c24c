import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { sha256Hex } from '../digest.ts';
import { readCached } from '../disk-cache.ts';
import type { Picture } from '../schemas/articles.ts';

/** Widths in pixels that pictures are offered in: a phone, a tablet or a column at 2x, the measure at 2x, a wide figure at 2x. */
export const offeredWidths: readonly number[] = [480, 800, 1200, 1800];

/** Changes whenever the same picture would be encoded differently: it is part of every file's name. */
export const pictureRecipe = 'p1';

const mostBytes = 40_000_000;
const mostPixels = 120_000_000;

/** Why a picture cannot be used; `found` and `wanted` are for the author. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly found: string;
  readonly wanted: string;

  constructor(found: string, wanted: string, options?: ErrorOptions) {
    super(`${found}; wanted ${wanted}`, options);
    this.found = found;
    this.wanted = wanted;
  }
}

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
  const bytes = await readPicture(path.join(contentFolder, source));
  const digest = sha256Hex(bytes);
  const known = await readCached(
    path.join(cacheFolder, 'pictures'),
    `${digest}-${pictureRecipe}`,
    () => measure(bytes, source),
  );
  const name = path.posix.basename(source, path.posix.extname(source));
  const safeName =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'picture';
  return { ...known, source, base: `/_astro/${safeName}.${digest.slice(0, 12)}${pictureRecipe}` };
}

async function readPicture(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new PictureError(
      'a picture that is not there',
      'a file that exists, its name spelt exactly so',
      { cause },
    );
  });
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
    const placeholder = await makePlaceholder(bytes, metadata.hasAlpha);
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

/** A drawing is served as it is, so it must not hold what would run if it were opened by itself. */
function measureDrawing(bytes: Uint8Array, width: number, height: number): Measured {
  const text = new TextDecoder().decode(bytes);
  const active =
    /<\s*(?:\w+:)?(script|foreignobject|iframe|embed|object)\b|\son\w+\s*=|(?:java|vb)script:/i.exec(
      text,
    );
  if (active) {
    throw new PictureError(
      `a drawing with active content (${active[0].trim()})`,
      'an SVG without scripts, event handlers or foreign objects',
    );
  }
  return { kind: 'verbatim', width, height, widths: [], placeholder: null };
}

/** The offered widths that do not enlarge the picture, and its own where that lies between. */
function widthsFor(width: number): number[] {
  const smaller = offeredWidths.filter((offered) => offered < width);
  const largest = offeredWidths.at(-1) ?? width;
  return width <= largest ? [...smaller, width] : smaller;
}

/** Pictures one can see through get none: it would show behind them for good. */
async function makePlaceholder(bytes: Uint8Array, hasAlpha: boolean): Promise<string | null> {
  const decoded = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient();
  const small = await decoded.resize(20).webp({ quality: 30, effort: 6 }).toBuffer();
  if (hasAlpha && !(await sharp(bytes).stats()).isOpaque) return null;
  return `data:image/webp;base64,${small.toString('base64')}`;
}
