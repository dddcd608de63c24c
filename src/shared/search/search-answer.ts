/*
 * What is asked of the search, and what it answers. The island in the browser and the function that
 * serves readers without JavaScript ask and show the same.
 */

/** What results can be narrowed by. `topic`, `author` and `series` hold ids, `year` a year. */
export const facetNames = ['topic', 'author', 'year', 'series', 'kind'] as const;

export type FacetName = (typeof facetNames)[number];

/** Best match first, or by date of publication. */
export const searchOrders = ['relevance', 'newest', 'oldest'] as const;

export type SearchOrder = (typeof searchOrders)[number];

export interface SearchQuery {
  /** What the reader wrote, as it is. */
  readonly text: string;
  /** Chosen values. Within a facet any of them, across facets all. Unknown ones find nothing. */
  readonly chosen: ReadonlyMap<FacetName, readonly string[]>;
  readonly order: SearchOrder;
  /** Search for what is written, without correcting it. */
  readonly verbatim: boolean;
}

/** A stretch of text. Shown as text or, where it matches, in a <mark>. */
export interface Stretch {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A section of a long article in which words of the query stand. */
export interface SectionHit {
  readonly url: string;
  readonly title: readonly Stretch[];
}

export interface SearchHit {
  /** Path of the page, with a text fragment that makes the browser show the match. */
  readonly url: string;
  readonly title: readonly Stretch[];
  /** The description, or the part of the text in which the words stand closest. */
  readonly excerpt: readonly Stretch[];
  readonly sections: readonly SectionHit[];
  /** Names of the topics, in the language of the page. */
  readonly topics: readonly string[];
  /** Names of those who wrote it; none for pages. */
  readonly authors: readonly string[];
  /** Day of publication, such as 2026-09-14; null for pages. */
  readonly date: string | null;
  /** Language tag of the page. */
  readonly language: string;
  /** Whether every word of the query is in it. */
  readonly isComplete: boolean;
}

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  /** How many results have it, of those that the other facets leave. */
  readonly count: number;
}

export interface SearchAnswer {
  /** What was searched for, after corrections. */
  readonly text: string;
  /** Whether `text` is not what the reader wrote. */
  readonly isCorrected: boolean;
  /** How many pages were found, and how many of them have every word. These come first. */
  readonly total: number;
  readonly complete: number;
  /** Loads the values of each facet among the results, most frequent first (years: newest first). */
  readonly facets: () => Promise<ReadonlyMap<FacetName, readonly FacetValue[]>>;
  /** Chosen values that no page has. They were passed over. */
  readonly unknown: readonly { readonly name: FacetName; readonly value: string }[];
  /** What else could be searched for where nothing was found. */
  readonly suggestions: readonly string[];
  /** Loads what is shown of results `from` to `to` (exclusive), in their order. */
  readonly show: (from: number, to: number) => Promise<readonly SearchHit[]>;
}

export interface Search {
  /** @throws IndexError where the index cannot be read */
  readonly find: (query: SearchQuery) => Promise<SearchAnswer>;
}

/** Reads a file of the index by its path in it, for example `editions/1a2b/index/3.pf_index`. */
export type ReadIndexFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Why the index could not be read. */
export type IndexFailure =
  /** The network failed, or the server. Trying again may help. */
  | 'unreachable'
  /** A file that the index names is not there, or is another: the site has been built anew. */
  | 'replaced'
  /** There is no index. */
  | 'missing';

export class IndexError extends Error {
  readonly failure: IndexFailure;

  constructor(failure: IndexFailure, options?: ErrorOptions) {
    super(`The search index is ${failure}.`, options);
    this.name = 'IndexError';
    this.failure = failure;
  }
}
