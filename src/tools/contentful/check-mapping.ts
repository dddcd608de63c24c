import { fieldOf } from '#src/collections/contentful/read-value.ts';
import type { ContentfulMapping, FieldSource } from '#src/collections/schemas/contentful.ts';
import { kindInWords, kindOf } from './field-shape.ts';
import type { SpaceType } from './plan-setup.ts';

/*
 * Whether a space has what site.yaml says that it has: for spaces with types and fields of their own.
 */

/** Kinds of fields that each of ours can be read from. */
const readable: Readonly<Record<string, readonly string[]>> = {
  title: ['Symbol', 'Text'],
  name: ['Symbol', 'Text'],
  slug: ['Symbol'],
  description: ['Symbol', 'Text', 'RichText'],
  bio: ['Symbol', 'Text', 'RichText'],
  publishedAt: ['Date'],
  updatedAt: ['Date'],
  authors: ['Entry', 'Entry list', 'Symbol', 'Symbol list'],
  topics: ['Entry', 'Entry list', 'Symbol', 'Symbol list'],
  series: ['Entry', 'Entry list', 'Symbol'],
  seriesPart: ['Integer', 'Number'],
  cover: ['Asset', 'Entry'],
  access: ['Symbol'],
  canonicalUrl: ['Symbol', 'Text'],
  redirectFrom: ['Symbol list'],
  comments: ['Boolean'],
  body: ['RichText', 'Text', 'Entry list', 'Entry'],
  kind: ['Symbol'],
  url: ['Symbol', 'Text'],
};

const needed = new Set(['title', 'slug', 'description', 'publishedAt', 'authors', 'body']);

interface MappedType {
  readonly type: string;
  readonly fields: Readonly<Record<string, FieldSource>>;
}

/** What is not as site.yaml says, each in a line. */
export function checkMapping(space: readonly SpaceType[], mapping: ContentfulMapping): string[] {
  const { articles, authors, topics, series } = mapping;
  return [
    ...articles.flatMap((type) => checkType(type, { space, isNeeded: true })),
    ...[authors, topics, series].flatMap((type) => checkType(type, { space, isNeeded: false })),
  ];
}

function checkType(
  { type, fields }: MappedType,
  { space, isNeeded }: { readonly space: readonly SpaceType[]; readonly isNeeded: boolean },
): string[] {
  const known = space.find(({ id }) => id === type);
  if (!known) {
    // Who keeps authors in files has no content type for them.
    return isNeeded
      ? [`${type}  is no content type of this space, though articles are read from it`]
      : [];
  }
  return Object.entries(fields).flatMap(([ours, source]) => {
    const name = fieldOf(source);
    if (name === null || name.startsWith('sys.')) return [];
    const field = known.fields.find(({ id }) => id === name);
    const place = name === ours ? `${type}.${name}` : `${type}.${name} (${ours})`;
    if (!field) {
      const isWanted = name !== ours || (isNeeded && needed.has(ours));
      return isWanted ? [`${place}  is no field of this content type`] : [];
    }
    const kinds = readable[ours] ?? [];
    if (kinds.length === 0 || kinds.includes(kindOf(field))) return [];
    const wanted = kinds.map(kindInWords).join(' or ');
    return [`${place}  holds ${kindInWords(kindOf(field))}, and is read as ${wanted}`];
  });
}
