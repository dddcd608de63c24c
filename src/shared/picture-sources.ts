/** The addresses of a picture's encoded files, made the same way wherever one is shown or written. */

/** What is needed of a picture to name its files. */
export interface PictureFiles {
  readonly source: string;
  readonly base: string;
  readonly kind: 'raster' | 'verbatim' | 'remote';
  readonly widths: readonly number[];
}

/** Whether the build writes a picture's files. Those named by their address are served from there already. */
export function isWritten({ source }: PictureFiles): boolean {
  return !source.startsWith('/');
}

/** Formats that raster pictures are encoded in, the one that browsers should prefer first. */
const rasterFormats = ['avif', 'webp'] as const;
export type RasterFormat = (typeof rasterFormats)[number];

/** Widths in pixels that pictures are offered in: a phone, a tablet or a column at 2x, the measure at 2x, a wide figure at 2x. */
export const offeredWidths: readonly number[] = [480, 800, 1200, 1800];

/** The offered widths that do not enlarge a picture, and its own where that lies between. */
export function widthsFor(width: number): number[] {
  const smaller = offeredWidths.filter((offered) => offered < width);
  const largest = offeredWidths.at(-1) ?? width;
  return width <= largest ? [...smaller, width] : smaller;
}

function encodedPath({ kind, base }: PictureFiles, width: number, format: RasterFormat): string {
  if (kind !== 'remote') return `${base}-${width}.${format}`;
  // A picture is not enlarged: to ask for the next width above its own is to ask for its own.
  const asked = offeredWidths.find((one) => one >= width) ?? offeredWidths.at(-1);
  return `${base}?w=${asked}&fm=${format}`;
}

/** The address of the picture as its author made it. */
function verbatimPath({ base, source }: PictureFiles): string {
  return `${base}${source.slice(source.lastIndexOf('.'))}`;
}

/** The value of `srcset` for one format. */
export function srcset(picture: PictureFiles, format: RasterFormat): string {
  return picture.widths
    .map((width) => `${encodedPath(picture, width, format)} ${width}w`)
    .join(', ');
}

/** What `<img src>` names: a middling width in the format that every browser knows. */
export function fallbackPath(picture: PictureFiles): string {
  if (picture.kind === 'verbatim') return verbatimPath(picture);
  const width = picture.widths.find((one) => one >= 800) ?? picture.widths.at(-1) ?? 0;
  return encodedPath(picture, width, 'webp');
}

/** One file that a picture is served as. */
export interface PictureFile {
  /** Its path on the site. */
  readonly path: string;
  readonly picture: PictureFiles;
  /** Null for a file that is served as its author made it. */
  readonly encoding: { readonly width: number; readonly format: RasterFormat } | null;
}

/** Every file that a picture is served as. */
export function filesOf(picture: PictureFiles): PictureFile[] {
  if (picture.kind === 'remote') return [];
  if (picture.kind === 'verbatim')
    return [{ path: verbatimPath(picture), picture, encoding: null }];
  return picture.widths.flatMap((width) =>
    rasterFormats.map((format) => ({
      path: encodedPath(picture, width, format),
      picture,
      encoding: { width, format },
    })),
  );
}

/** How wide pictures are shown, for `sizes`: the same words as the style sheet's. */
export const pictureSizes = {
  /** In the measure of an article. */
  measure: '(min-width: 40rem) 36.25rem, 100vw',
  /** A figure that widens past the measure. */
  wide: '(min-width: 72rem) 66rem, 100vw',
  /** The lead story of a front page. */
  lead: '(min-width: 64rem) 44rem, 100vw',
  /** One of several columns. */
  column: '(min-width: 64rem) 20rem, (min-width: 40rem) 50vw, 100vw',
} as const;
