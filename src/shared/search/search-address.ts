import {
  facetNames,
  searchOrders,
  type FacetName,
  type SearchAnswer,
  type SearchOrder,
  type SearchQuery,
} from './search-answer.ts';
import { pageLength } from './results-in-words.ts';

/*
 * A search as an address: `?q=…&topic=…&topic=…&sort=newest&verbatim=1`, and how much of it is seen:
 * `shown=30` for the first thirty results, `page=3` for the third ten of them. Anybody may write any
 * address, so reading one never fails: names that mean nothing are passed over, values that are
 * unknown are kept (whoever searches says so and passes over them), and all has a length.
 */

/** Longer texts are cut to this many characters. */
export const longestText = 200;
const longestValue = 100;
const mostValues = 20;
/** As many results are brought back to a reader who comes back. */
export const mostShown = 300;
const lastPage = 1000;

export interface AddressedQuery {
  readonly query: SearchQuery;
  /** The text as it stands in the address, however long. */
  readonly written: string;
  /** How many results are seen from the first: a number of whole pages. */
  readonly shown: number;
  /** The page of results that a reader without JavaScript is at, from 1; null for the first ones. */
  readonly page: number | null;
}

/** Reads the part of an address from its question mark. */
export function parseSearchAddress(address: string): AddressedQuery {
  const parameters = new URLSearchParams(address);
  const written = parameters.get('q') ?? '';
  const chosen = new Map<FacetName, readonly string[]>();
  for (const name of facetNames) {
    const values = parameters.getAll(name).filter((value) => value !== '');
    const short = values.map((value) => firstCharacters(value, longestValue));
    if (short.length > 0) chosen.set(name, [...new Set(short)].slice(0, mostValues));
  }
  const sort = parameters.get('sort');
  return {
    query: {
      text: cutText(written).text,
      chosen,
      order: searchOrders.find((order) => order === sort) ?? 'relevance',
      verbatim: parameters.get('verbatim') === '1',
    },
    written,
    shown: readShown(parameters.get('shown')),
    page: readCount(parameters.get('page'), lastPage),
  };
}

function readShown(written: string | null): number {
  const count = readCount(written, mostShown) ?? pageLength;
  return Math.ceil(count / pageLength) * pageLength;
}

function readCount(written: string | null, most: number): number | null {
  const count = Number(written);
  return Number.isInteger(count) && count >= 1 && count <= most ? count : null;
}

/** Cuts what a reader wrote to what is searched for, between characters and with no half ones. */
export function cutText(written: string): { text: string; isCut: boolean } {
  const whole = written.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}');
  const text = firstCharacters(whole, longestText);
  return { text, isCut: text !== whole };
}

function firstCharacters(text: string, count: number): string {
  return text.length > count ? [...text].slice(0, count).join('') : text;
}

/** Writes the part of an address from its question mark; nothing where nothing is asked. */
export function formatSearchAddress(
  { text, chosen, order, verbatim }: SearchQuery,
  { shown = pageLength, page = 1 }: { readonly shown?: number; readonly page?: number } = {},
): string {
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set('q', text);
  for (const name of facetNames) {
    for (const value of chosen.get(name) ?? []) parameters.append(name, value);
  }
  if (order !== 'relevance') parameters.set('sort', order);
  if (verbatim) parameters.set('verbatim', '1');
  if (shown > pageLength) parameters.set('shown', String(Math.min(shown, mostShown)));
  if (page > 1) parameters.set('page', String(page));
  const written = parameters.toString();
  return written === '' ? '' : `?${written}`;
}

/** Whether a query asks for anything: for words, or for all that has a chosen value. */
export function asksForSomething({ text, chosen }: SearchQuery): boolean {
  return text.trim() !== '' || chosen.size > 0;
}

/** The same query for another text, corrected where it needs be. */
export function withText(query: SearchQuery, text: string): SearchQuery {
  return { ...query, text, verbatim: false };
}

/** The same query in another order. */
export function withOrder(query: SearchQuery, order: SearchOrder): SearchQuery {
  return { ...query, order };
}

/** The same query with a value chosen, or no longer. */
export function withToggled(query: SearchQuery, name: FacetName, value: string): SearchQuery {
  const before = query.chosen.get(name) ?? [];
  const after = before.includes(value)
    ? before.filter((one) => one !== value)
    : [...before, value].slice(-mostValues);
  const chosen = new Map(query.chosen);
  if (after.length > 0) chosen.set(name, after);
  else chosen.delete(name);
  return { ...query, chosen };
}

/** The same query without the values that no page has. */
export function withoutUnknown(query: SearchQuery, unknown: SearchAnswer['unknown']): SearchQuery {
  return unknown
    .filter(({ name, value }) => query.chosen.get(name)?.includes(value))
    .reduce((known, { name, value }) => withToggled(known, name, value), query);
}
