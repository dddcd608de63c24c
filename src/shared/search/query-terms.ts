import { longestText } from './search-address.ts';
import { keyOf, partKeysOf, wordsIn } from './index-words.ts';

/** One thing that a page should have to be found. */
export type QueryTerm =
  /** A word, in any form. */
  | {
      readonly kind: 'word';
      /** As the reader wrote it. */
      readonly written: string;
      readonly key: string;
      /** Keys of the words it is made of, where signs stand between or around them. */
      readonly parts: readonly string[];
      /** Whether the reader may be about to write more of it. */
      readonly isUnfinished: boolean;
    }
  /** Words in quotes: these, in this order, as they are. */
  | { readonly kind: 'phrase'; readonly keys: readonly string[] };

/** Longer ones are cut: nobody writes so much, and every word is another file. */
const mostTerms = 24;

const quoted = /["“”„«»「」『』＂]([^"“”„«»「」『』＂]+)["“”„«»「」『』＂]/gu;

/** Controls of direction and the like: invisible, and in no key. */
const invisible = /[\p{Cf}\p{Cc}]+/gu;

/** What a reader wrote, without what cannot be seen, and no longer than it may be. */
export function tidyQuery(text: string): string {
  const short = Array.from(text.slice(0, longestText * 2))
    .slice(0, longestText)
    .join('');
  return short
    .replace(/[\uD800-\uDFFF]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(invisible, '');
}

/** The terms of a query, in the order in which they are written. None where it has no letters. */
export function termsOf(text: string, locale: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  const tidy = tidyQuery(text);
  let done = 0;
  for (const match of tidy.matchAll(quoted)) {
    terms.push(...wordsOf(tidy.slice(done, match.index), locale, false));
    const keys = wordsIn(match[1] ?? '', locale)
      .map(keyOf)
      .filter(Boolean);
    if (keys.length > 0) terms.push({ kind: 'phrase', keys });
    done = match.index + match[0].length;
  }
  const rest = tidy.slice(done);
  terms.push(...wordsOf(rest, locale, !/\s$/u.test(rest)));
  // Phrases were meant most of all.
  return terms.filter(({ kind }, place) => place < mostTerms || kind === 'phrase');
}

function wordsOf(text: string, locale: string, isUnfinished: boolean): QueryTerm[] {
  const words = wordsIn(text, locale).filter((word) => keyOf(word) !== '');
  return words.map((written, place) => {
    const parts = partKeysOf(written);
    const key = keyOf(written);
    return {
      kind: 'word',
      written: written.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, ''),
      key,
      parts: parts[0] === key ? [] : parts,
      isUnfinished: isUnfinished && place === words.length - 1,
    };
  });
}
