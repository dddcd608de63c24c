import { z } from 'astro/zod';
import type { Picture } from '#src/collections/schemas/articles.ts';
import { widthsFor } from '#src/shared/picture-sources.ts';
import { valueIn, type MatchedLocale } from './locales.ts';
import type { EmbeddedAsset } from './rich-text/rich-text-context.ts';
import type { ContentfulAsset } from './space.ts';

const fileSchema = z.object({
  /** Begins with `//`. */
  url: z.string(),
  contentType: z.string(),
  fileName: z.string().default(''),
  details: z
    .object({
      size: z.number().default(0),
      image: z.object({ width: z.number().positive(), height: z.number().positive() }).optional(),
    })
    .default({ size: 0 }),
});

/** An asset in one language. */
export type ReadAsset =
  | {
      readonly kind: 'picture';
      readonly picture: Picture;
      /** Where it is at Contentful. */
      readonly url: string;
      readonly alt: string;
      readonly title: string;
    }
  | Extract<EmbeddedAsset, { kind: 'file' }>;

/** What Contentful's Images API makes other formats of. */
const pictureTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/svg+xml',
]);

/** The folder in which a function passes on pictures of the space. */
const contentfulPictures = '/_contentful/';

/**
 * Reads what an asset is; null where it has no file yet.
 *
 * @see https://www.contentful.com/developers/docs/references/images-api/
 */
export function readAsset(asset: ContentfulAsset, locale: MatchedLocale): ReadAsset | null {
  const { data: file } = fileSchema.safeParse(valueIn(asset, 'file', locale));
  const address = file && addressOf(file.url);
  if (!file || !address) return null;
  const title = textOf(valueIn(asset, 'title', locale)) || file.fileName;
  const description = textOf(valueIn(asset, 'description', locale));
  const image = file.details.image;
  const path = pathOf(address);
  if (path === null || !image || !pictureTypes.has(file.contentType)) {
    const { contentType, details } = file;
    return { kind: 'file', url: address.href, title, contentType, sizeInBytes: details.size };
  }
  return {
    kind: 'picture',
    url: address.href,
    picture: {
      kind: 'remote',
      source: path,
      base: path,
      width: Math.round(image.width),
      height: Math.round(image.height),
      widths: widthsFor(Math.round(image.width)),
      placeholder: null,
    },
    alt: description || title,
    title,
  };
}

/** Addresses of assets begin with `//`. */
export function addressOf(url: string): URL | null {
  const address = url.startsWith('//') ? `https:${url}` : url;
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address) : null;
}

/** `/<space>/<asset>/<version>/<name>` without the space: the function adds its own. */
export function pathOf({ pathname }: URL): string | null {
  const parts = pathname.split('/').slice(2);
  if (parts.length !== 3 || parts.some((part) => part === '')) return null;
  // In `srcset` a comma may end an address, and in Markdown a bracket.
  const escaped = parts.map((part) => part.replaceAll(/[,()]/g, (mark) => percent(mark)));
  return contentfulPictures + escaped.join('/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim().slice(0, 300) : '';
}
