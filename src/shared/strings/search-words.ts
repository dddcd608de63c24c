import { englishSearchStrings } from './search-en.ts';
import type { StringKey } from './en.ts';
import type { PluralForms, Words } from './translate.ts';

type SearchKey = keyof typeof englishSearchStrings;

/** The words that the search needs in the browser, by their keys without `search.`. */
export type SearchWords = {
  readonly [Key in SearchKey as Key extends `search.${infer Short}` ? Short : never]: string;
} & {
  readonly results: PluralForms;
  readonly chosen: PluralForms;
};

/** Answers the words of the search in one language. */
export function makeSearchWords({ t, forms }: Words, title: string): SearchWords {
  const texts = Object.keys(englishSearchStrings).map((key) => [
    key.slice('search.'.length),
    t(key as StringKey, { title }),
  ]);
  // Built from the very keys that the type is made of.
  return {
    ...Object.fromEntries(texts),
    results: forms('search.results'),
    chosen: forms('search.chosen'),
  } as SearchWords;
}
