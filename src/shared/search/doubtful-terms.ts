import { intersection } from './facets.ts';
import { correctTerm, isRequired, type MatchedTerm, type Matching } from './match-terms.ts';

/*
 * Terms weighed beside one another: a word that somebody has written may be a slip, and what it was
 * meant to be is told by the others.
 */

/** A word on so few pages may be a slip of its author's; so few results may not be all there are. */
export const few = 2;

/** A word that somebody has written is taken for another only where that is as near as can be. */
const oneSlip = 1;

/** How likely a correction is beside the other words, if all of them stand on one of its pages, or some. */
const company = { all: 1, some: 0.6, none: 0.3 } as const;

/** Corrections of a term weighed anew: those are likelier that stand on pages with the other words. */
export function inContext(matched: MatchedTerm, terms: readonly MatchedTerm[]): MatchedTerm {
  const others = terms.filter((one) => one !== matched && one.words.size > 0).map(pagesOf);
  const all = intersection(others);
  if (matched.corrections.length < 2 || all === null) return matched;
  const weighed = matched.corrections.map((correction) => {
    const pages = (matched.words.get(correction.key)?.postings ?? []).map(({ page }) => page);
    const hasSome = pages.some((page) => others.some((set) => set.has(page)));
    const factor = pages.some((page) => all.has(page))
      ? company.all
      : company[hasSome ? 'some' : 'none'];
    return { ...correction, likelihood: correction.likelihood * factor };
  });
  const corrections = weighed.toSorted((a, b) => b.likelihood - a.likelihood);
  const most = corrections[0]?.likelihood ?? 1;
  const words = new Map(matched.words);
  for (const { key, likelihood } of corrections) {
    const word = words.get(key);
    if (word) words.set(key, { ...word, quality: likelihood / most });
  }
  return { ...matched, words, corrections };
}

/** Numbers of the pages that have a term. */
export function pagesOf({ words }: MatchedTerm): ReadonlySet<number> {
  return new Set([...words.values()].flatMap(({ postings }) => postings.map(({ page }) => page)));
}

/** How many pages have every term that any page has. */
function fullMatches(terms: readonly MatchedTerm[]): number {
  const known = terms.filter((term) => term.words.size > 0 && isRequired(term));
  return intersection(known.map(pagesOf))?.size ?? 0;
}

/**
 * Where hardly a page has all the words, one that hardly any page has may be a slip that an author
 * has made too: the words it is near to count beside it, if more pages have them all then.
 */
export async function withRareCorrected(
  terms: readonly MatchedTerm[],
  matching: Matching,
): Promise<readonly MatchedTerm[]> {
  if (terms.length < 2) return terms;
  const before = fullMatches(terms);
  if (before > few) return terms;
  const wider = await Promise.all(
    terms.map((term) => (isDoubtful(term, before) ? withNearWords(term, matching) : term)),
  );
  return fullMatches(wider) > before ? wider : terms;
}

/** Whether a term may be a slip: hardly a page has it, or it only begins words and nothing is found. */
function isDoubtful(matched: MatchedTerm, before: number): boolean {
  const { term, words, corrections } = matched;
  if (term.kind === 'phrase' || corrections.length > 0) return false;
  if (before === 0 && term.isUnfinished && !words.has(term.key)) return true;
  return pagesOf(matched).size <= few;
}

async function withNearWords(matched: MatchedTerm, matching: Matching): Promise<MatchedTerm> {
  const { term, words } = matched;
  if (term.kind === 'phrase') return matched;
  const near = await correctTerm(term, matching, oneSlip);
  const others = [...near.words].filter(([key]) => !words.has(key));
  if (others.length === 0) return matched;
  return {
    term,
    words: new Map([...words, ...others]),
    corrections: near.corrections.filter(({ key }) => !words.has(key)),
  };
}
