import { fill } from '#src/shared/strings/fill.ts';
import { facetNames, type FacetName, type FacetValue, type SearchQuery } from './search-answer.ts';
import type { SearchSettings } from './search-settings.ts';

/** What the island and the function that stands in for it say of results, each in its own markup. */

/** How many results are shown at once. */
export const pageLength = 10;

/** `12 results for {text}`; the text is left to be filled in. Without one, `12 results`. */
export function countResults(
  { words, formats, locale }: Pick<SearchSettings, 'words' | 'formats' | 'locale'>,
  count: number,
  text: string,
): string {
  const forms = text.trim() === '' ? words.chosen : words.results;
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? '{count}';
  return fill(form, { count: new Intl.NumberFormat(formats).format(count) });
}

/** What the page is called where `text` is asked. Its direction cannot turn the rest around. */
export function pageTitle(
  { words }: Pick<SearchSettings, 'words'>,
  text: string,
  page: string,
): string {
  const plain = text.replaceAll(/[\p{Bidi_Control}\p{Cc}]/gu, '').trim();
  return plain === '' ? page : fill(words['title.asked'], { text: plain, page });
}

/** What a facet's value is called: the kinds of pages by the interface, others by the index. */
export function labelOf(
  words: SearchSettings['words'],
  facet: FacetName,
  { value, label }: Pick<FacetValue, 'value' | 'label'>,
): string {
  if (facet === 'kind' && value === 'article') return words['kind.article'];
  if (facet === 'kind' && value === 'page') return words['kind.page'];
  return label;
}

/** Facets that results can be narrowed by. One value is no choice: such a facet is left out. */
export function offeredFacets(
  query: SearchQuery,
  facets: ReadonlyMap<FacetName, readonly FacetValue[]>,
): { readonly name: FacetName; readonly values: readonly FacetValue[] }[] {
  return facetNames.flatMap((name) => {
    const values = facets.get(name) ?? [];
    return values.length > 1 || query.chosen.has(name) ? [{ name, values }] : [];
  });
}

/** More values of a facet than these are too many to be read through. */
export const mostValues = 12;

/** The values of a facet that are offered at first: the first of them, and those that are chosen. */
export function firstValues(
  values: readonly FacetValue[],
  chosen: readonly string[],
): readonly FacetValue[] {
  return values.filter(({ value }, place) => place < mostValues || chosen.includes(value));
}

/** `14 September 2026`. A day is the same everywhere: it is not moved to the reader's zone. */
export function formatDay(day: string, formats: string): string {
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(formats, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
