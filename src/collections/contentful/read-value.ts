import { shorten } from '#src/collections/short-text.ts';
import type { FieldSource } from '#src/collections/schemas/contentful.ts';
import { valueIn, type MatchedLocale } from './locales.ts';
import { isRichText, plainTextOf } from './plain-text.ts';
import type { ContentfulEntry } from './space.ts';

/** The field that a value comes from; null for one that site.yaml gives to all. */
export function fieldOf(source: FieldSource): string | null {
  if (typeof source === 'string') return source;
  return 'field' in source ? source.field : null;
}

/** The value that an entry has in a language; null where it has none. */
export function readValue(
  entry: ContentfulEntry,
  source: FieldSource,
  locale: MatchedLocale,
): unknown {
  if (typeof source === 'object' && 'value' in source) return source.value;
  const field = fieldOf(source);
  return field === null ? null : valueIn(entry, field, locale);
}

/** The same as one line of text: rich text without its marks, cut where site.yaml allows it. */
export function readText(
  entry: ContentfulEntry,
  source: FieldSource,
  { locale, longest }: { readonly locale: MatchedLocale; readonly longest: number },
): unknown {
  const value = readValue(entry, source, locale);
  const text = isRichText(value) ? plainTextOf(value) : value;
  if (typeof text !== 'string') return text;
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const isShortened = typeof source === 'object' && 'shorten' in source && source.shorten;
  return isShortened ? shorten(line, longest) : line;
}
