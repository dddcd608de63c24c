import { articlePath } from '#src/shared/paths.ts';
import { parseWrittenDate } from '#src/shared/dates.ts';
import { slugPattern } from '#src/collections/schemas/fields.ts';
import type { ArticleType } from '#src/collections/schemas/contentful.ts';
import { isWrittenIn, type MatchedLocale } from './locales.ts';
import { fieldOf, readText, readValue } from './read-value.ts';
import { articleTypeOf, type SpaceReading } from './reading.ts';
import type { ContentfulEntry } from './space.ts';

/** An article as a link to it shows it. */
export interface LinkedArticle {
  readonly href: string;
  readonly title: string;
  readonly description: string;
}

/**
 * Whether an article exists in a language: in the space's own, if it has a title; in others, if its
 * title or its text is translated. What falls back as a whole is no translation.
 */
export function isPublishedIn(
  entry: ContentfulEntry,
  { fields }: ArticleType,
  locale: MatchedLocale,
): boolean {
  if (locale.isDefault) return true;
  return [fields.title, fields.body].some((source) => {
    const field = fieldOf(source);
    return field !== null && isWrittenIn(entry, field, locale);
  });
}

/** Whether an article is to be seen by now, by the clock that its own page goes by. */
export function isDue(
  { entry, type, locale }: ArticleInLocale,
  { now, timeZone }: Pick<SpaceReading, 'now' | 'timeZone'>,
): boolean {
  const date = readValue(entry, type.fields.publishedAt, locale);
  const due = typeof date === 'string' ? parseWrittenDate(date, timeZone) : null;
  return due !== null && due <= now;
}

interface ArticleInLocale {
  readonly entry: ContentfulEntry;
  readonly type: ArticleType;
  readonly locale: MatchedLocale;
}

/** Where a link to an article leads, in this language or in the first that it is in; null if it is not to be seen yet. */
export function findLinkedArticle(
  entry: ContentfulEntry,
  preferred: MatchedLocale,
  reading: SpaceReading,
): LinkedArticle | null {
  const type = articleTypeOf(entry, reading);
  if (!type) return null;
  const locale = [preferred, ...reading.locales].find((one) => isPublishedIn(entry, type, one));
  if (!locale) return null;
  const { slug, title, description } = type.fields;
  const name = readValue(entry, slug, locale);
  if (typeof name !== 'string' || !slugPattern.test(name)) return null;
  if (!isDue({ entry, type, locale }, reading)) return null;
  const scope = { locale: locale.code, defaultLocale: reading.defaultLocale };
  const text = (source: typeof title): string => {
    const value = readText(entry, source, { locale, longest: 200 });
    return typeof value === 'string' ? value : '';
  };
  return { href: articlePath(scope, name), title: text(title), description: text(description) };
}
