import { few } from './doubtful-terms.ts';
import { nearWords, type MatchedTerm, type Matching } from './match-terms.ts';
import type { QueryTerm } from './query-terms.ts';
import type { RankedPage } from './rank.ts';
import { correct } from './spelling.ts';

/** Words of this frequency (see `KnownWord`) are worth suggesting: on four pages at least. */
const frequent = 4;

/** Words that share so many first letters may have to do with each other. */
const telling = 4;

/** More than this are no help. */
const mostSuggested = 3;

/**
 * Words that may have been meant: near those that nobody has written here, where nothing was found;
 * near the only word that was asked for, where hardly a page has it and many have another.
 */
export async function suggest(
  terms: readonly MatchedTerm[],
  ranked: readonly RankedPage[],
  matching: Matching,
): Promise<string[]> {
  const doubtful = terms.filter(({ words, corrections }) =>
    ranked.length === 0 ? words.size === 0 : terms.length === 1 && corrections.length === 0,
  );
  if (ranked.length > few) return [];
  const near = await Promise.all(doubtful.map(({ term }) => suggestFor(term, matching)));
  return [...new Set(near.flat())].slice(0, mostSuggested);
}

async function suggestFor(term: QueryTerm, { store }: Matching): Promise<string[]> {
  if (term.kind === 'phrase') return [];
  const { key } = term;
  const near = await nearWords({ key, isUnfinished: true }, store);
  const others = near.filter((word) => word.frequency >= frequent && word.key !== key);
  const most = Math.max(1, key.length / 3);
  const slips = correct(key, others, { isUnfinished: false, most });
  const alike = others.filter((word) => word.key.startsWith(key.slice(0, telling)));
  return [...slips, ...(key.length > telling ? alike : [])].map(({ form }) => form);
}
