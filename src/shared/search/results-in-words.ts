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

/** `14 September 2026`. A day is the same everywhere: it is not moved to the reader's zone. */
export function formatDay(day: string, formats: string): string {
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(formats, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
