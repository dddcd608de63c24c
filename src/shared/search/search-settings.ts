import type { SearchWords } from '#src/shared/strings/search-words.ts';

/** What the function that serves readers without JavaScript writes results with. */
export interface SearchSettings {
  readonly locale: string;
  /** Whose dates and numbers are used. */
  readonly formats: string;
  /** Path of the search page. */
  readonly path: string;
  readonly words: SearchWords;
}
