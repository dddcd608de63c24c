import { isRecord, type ForeignFields } from './foreign-fields.ts';
import { toPlainText } from './plain-text.ts';

/** An article's picture as another generator's front matter names it. */
export interface ForeignCover {
  readonly url: string;
  readonly alt: string | null;
  readonly caption: string | null;
  readonly credit: string | null;
  /** The name of the field that it stood in. */
  readonly field: string;
}

const pictureFields = [
  'cover',
  'coverImage',
  'image',
  'heroImage',
  'hero',
  'thumbnail',
  'featuredImage',
  'featured_image',
  'feature_image',
  'featured',
  'banner',
  'header',
  'teaser',
  'og_image',
  'socialImage',
  'img',
];

export function readCover(fields: ForeignFields): ForeignCover | null {
  const covers = pictureFields.flatMap((name) => coverIn(fields, name) ?? []);
  return covers[0] ?? null;
}

function coverIn(fields: ForeignFields, name: string): ForeignCover | null {
  const found = fields.first(name);
  if (!found) return null;
  const record = isRecord(found.value) ? found.value : { src: found.value };
  const part = (...names: readonly string[]): string | null => {
    const value = names
      .map((one) => record[one])
      .find((one) => typeof one === 'string' && one.trim() !== '');
    return typeof value === 'string' ? value.trim() : null;
  };
  const url = part(
    'src',
    'url',
    'image',
    'path',
    'relative',
    'overlay_image',
    'feature',
    'teaser',
    'file',
  );
  if (url === null) return null;
  const beside = fields.text(
    `${name}Alt`,
    'imageAlt',
    'coverAlt',
    'heroImageAlt',
    'alt',
    `${name}_alt_text`,
  );
  return {
    url,
    alt: plain(part('alt', 'imageAlt', 'title') ?? beside),
    caption: plain(part('caption') ?? fields.text(`${name}Caption`, 'imageCaption')),
    credit: plain(part('credit', 'attribution') ?? fields.text(`${name}Credit`, 'imageCredit')),
    field: found.written,
  };
}

function plain(text: string | null): string | null {
  return text === null ? null : toPlainText(text) || null;
}
