import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import type { Item } from './space-state.ts';

const mostPixels = 4000;
const kept = new Map<string, Buffer>();

/**
 * Pictures of the space, as the Images API has them in sizes and formats. An export has no files: each
 * is drawn, in its own size, with its name in it.
 *
 * @see https://www.contentful.com/developers/docs/references/images-api/
 */
export async function answerImage(
  url: URL,
  assets: ReadonlyMap<string, Item>,
  response: ServerResponse,
): Promise<void> {
  const [, , id = ''] = url.pathname.split('/');
  const asset = assets.get(id);
  const file = asset && fileOf(asset);
  if (!file) return void response.writeHead(404).end();
  const key = `${id}${url.search}`;
  const format = formatOf(url.searchParams.get('fm'), file.contentType);
  const picture = kept.get(key) ?? (await draw(file, url.searchParams, format));
  kept.set(key, picture);
  response.writeHead(200, {
    'Content-Type': `image/${format}`,
    'Content-Length': picture.byteLength,
  });
  response.end(picture);
}

interface AssetFile {
  readonly url: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
}

function fileOf(asset: Item): AssetFile | null {
  const file = Object.values(asset.fields['file'] ?? {})[0] as
    | {
        url: string;
        fileName?: string;
        contentType?: string;
        details?: { image?: { width: number; height: number } };
      }
    | undefined;
  if (!file) return null;
  const { width = 600, height = 400 } = file.details?.image ?? {};
  return {
    url: file.url,
    fileName: file.fileName ?? asset.sys.id,
    contentType: file.contentType ?? 'image/png',
    width,
    height,
  };
}

const formats = ['avif', 'webp', 'jpeg', 'png'] as const;
type Format = (typeof formats)[number];

function formatOf(asked: string | null, contentType: string): Format {
  const wanted = (asked ?? contentType.replace('image/', '')).replace('jpg', 'jpeg');
  return formats.find((one) => one === wanted) ?? 'png';
}

function draw(file: AssetFile, query: URLSearchParams, format: Format): Promise<Buffer> {
  const { width, height } = sizeOf(file, query);
  const name = file.fileName.replaceAll(/[<>&"']/g, ' ');
  const hue =
    [...file.fileName].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 360;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 25% 62%)"/>
    <circle cx="72%" cy="30%" r="${Math.min(width, height) / 7}" fill="hsl(${hue} 45% 82%)"/>
    <path d="M0 ${height} L0 ${height * 0.7} L${width * 0.35} ${height * 0.45} L${width * 0.6} ${height * 0.65} L${width} ${height * 0.5} L${width} ${height} Z" fill="hsl(${hue} 25% 38%)"/>
    <text x="4%" y="94%" font-family="sans-serif" font-size="${Math.max(10, width / 28)}" fill="#fff">${name}</text>
  </svg>`;
  return sharp(Buffer.from(drawing))[format]().toBuffer();
}

/** A picture is never made larger than it is. */
function sizeOf(
  file: AssetFile,
  query: URLSearchParams,
): { readonly width: number; readonly height: number } {
  const asked = (name: string): number | null => Number(query.get(name)) || null;
  const isCut = ['fill', 'pad', 'thumb', 'crop'].includes(query.get('fit') ?? '');
  const ratio = file.height / file.width;
  const [w, h] = [asked('w'), asked('h')];
  if (isCut && w && h) return { width: pixels(w), height: pixels(h) };
  const width = Math.min(file.width, w ?? Infinity, h === null ? Infinity : h / ratio);
  return { width: pixels(width), height: pixels(width * ratio) };
}

function pixels(value: number): number {
  return Math.max(1, Math.min(mostPixels, Math.round(value)));
}
