import { countFacets, intersection, pagesChosen } from './facets.ts';
import { inContext, pagesOf, withRareCorrected } from './doubtful-terms.ts';
import { showPage } from './excerpt.ts';
import { keysIn } from './highlight.ts';
import { IndexStore } from './index-store.ts';
import { loadLanguage } from './languages.ts';
import {
  correctTerm,
  isRequired,
  matchTerm,
  type MatchedTerm,
  type Matching,
} from './match-terms.ts';
import { termsOf, tidyQuery, type QueryTerm } from './query-terms.ts';
import { rankPages, type RankedPage } from './rank.ts';
import { suggest } from './suggest.ts';
import {
  IndexError,
  type ReadIndexFile,
  type Search,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
} from './search-answer.ts';

export interface SearchSource {
  /** Whose index is searched: a language of the site. */
  readonly locale: string;
  readonly read: ReadIndexFile;
}

/** Fewer full matches than this are filled up with pages that have some of the words. */
const thin = 10;

/** Pages that have some of the words: at most so many, and none that is far less like the query. */
const filling = { most: 30, leastShare: 0.25 } as const;

/** Words of one query that are corrected: each is compared with thousands. */
const mostCorrected = 6;

/** Opens the search of one language. Files are read when they are needed, and once. */
export async function openSearch({ locale, read }: SearchSource): Promise<Search> {
  const [store, language] = await Promise.all([
    IndexStore.open(locale, read),
    loadLanguage(locale).catch((cause: unknown) => {
      // They are parts of the program, which has been replaced or cannot be reached.
      throw new IndexError('unreachable', { cause });
    }),
  ]);
  const matching: Matching = { store, language, locale };
  return { find: (query) => find(query, matching) };
}

async function find(query: SearchQuery, matching: Matching): Promise<SearchAnswer> {
  const { store } = matching;
  const terms = await matchAll(query, matching);
  const chosen = await pagesChosen(query.chosen, store);
  const isAsked = terms.length > 0 || chosen.all !== null;
  const ranked = isAsked ? rankAll(terms, chosen.all, store) : [];
  const complete = ranked.filter(({ isComplete }) => isComplete).length;
  const ordered = query.order === 'relevance' ? ranked : byDate(ranked, query.order);
  const text = corrected(query.text, terms, ranked[0]);
  return {
    text,
    isCorrected: text !== tidyQuery(query.text).trim(),
    total: ranked.length,
    complete,
    unknown: chosen.unknown,
    facets: () =>
      countFacets(store, chosen, (allowed) =>
        allowed === chosen.all ? ranked : rankAll(terms, allowed, store),
      ),
    suggestions: query.verbatim && ranked.length > 0 ? [] : await suggest(terms, ranked, matching),
    show: (from, to) => show(ordered.slice(from, to), terms, matching),
  };
}

/** The terms of a query with the words that they may mean. */
async function matchAll(query: SearchQuery, matching: Matching): Promise<readonly MatchedTerm[]> {
  const terms = withoutStopWords(termsOf(query.text, matching.locale), matching);
  const matched = (await Promise.all(terms.map((term) => matchTerm(term, matching)))).flat();
  if (query.verbatim) return matched;
  const unknown = new Set(matched.filter(({ words }) => words.size === 0).slice(0, mostCorrected));
  const known = await Promise.all(
    matched.map((one) => (unknown.has(one) ? correction(one, matching) : one)),
  );
  return withRareCorrected(
    known.map((term) => inContext(term, known)),
    matching,
  );
}

function correction(matched: MatchedTerm, matching: Matching): MatchedTerm | Promise<MatchedTerm> {
  return matched.term.kind === 'word' ? correctTerm(matched.term, matching) : matched;
}

/** Words that say nothing, and words that nearly every page has, unless there are no others. */
function withoutStopWords(
  terms: readonly QueryTerm[],
  { language, store }: Matching,
): readonly QueryTerm[] {
  const telling = terms.filter(
    (term) =>
      term.kind === 'phrase' ||
      (!language.stopWords.has(term.key) && (!store.common.has(term.key) || term.isUnfinished)),
  );
  return telling.length > 0 ? telling : terms;
}

/** Every page that is allowed where no words are asked for; else those that have some of them. */
function rankAll(
  terms: readonly MatchedTerm[],
  allowed: ReadonlySet<number> | null,
  store: IndexStore,
): RankedPage[] {
  if (terms.length === 0) {
    return [...(allowed ?? store.lengths.keys())]
      .toSorted((a, b) => a - b)
      .map((page) => ({ page, isComplete: true, score: 0 }));
  }
  const ranked = rankPages(terms, { map: store, allowed: required(terms, allowed) });
  const complete = ranked.filter(({ isComplete }) => isComplete);
  const isUnknown = terms.some((term) => term.words.size === 0 && isRequired(term));
  const marked = isUnknown ? ranked.map((one) => ({ ...one, isComplete: false })) : ranked;
  if (complete.length >= thin) return marked.slice(0, complete.length);
  const least = (ranked[0]?.score ?? 0) * filling.leastShare;
  return marked
    .filter((one, place) => place < complete.length || one.score >= least)
    .slice(0, complete.length + filling.most);
}

/** Pages without a quoted phrase are not found, whatever else they have. */
function required(
  terms: readonly MatchedTerm[],
  allowed: ReadonlySet<number> | null,
): ReadonlySet<number> | null {
  const phrases = terms.filter(({ term }) => term.kind === 'phrase').map(pagesOf);
  return intersection(allowed ? [allowed, ...phrases] : phrases);
}

/** By date, full matches first. Pages are numbered by date, newest first, those without one last. */
function byDate(ranked: readonly RankedPage[], order: 'newest' | 'oldest'): RankedPage[] {
  return ranked.toSorted(
    (a, b) =>
      Number(b.isComplete) - Number(a.isComplete) ||
      (order === 'newest' ? a.page - b.page : b.page - a.page),
  );
}

async function show(
  pages: readonly RankedPage[],
  terms: readonly MatchedTerm[],
  { store, locale }: Matching,
): Promise<SearchHit[]> {
  const keys = keysIn(terms);
  return Promise.all(
    pages.map(async ({ page, isComplete }) => ({
      ...showPage(page, await store.fragment(page), { terms, keys, locale }),
      isComplete,
    })),
  );
}

/**
 * The query with each word that was taken for another replaced: by the likeliest one that the best
 * page has. A word that this page has as it is written stays.
 */
function corrected(
  text: string,
  terms: readonly MatchedTerm[],
  best: RankedPage | undefined,
): string {
  let query = tidyQuery(text).trim();
  let done = 0;
  for (const { term, words, corrections } of terms) {
    if (term.kind === 'phrase') continue;
    const at = query.toLowerCase().indexOf(term.written.toLowerCase(), done);
    if (at === -1) continue;
    const isOnBest = (key: string): boolean =>
      words.get(key)?.postings.some(({ page }) => page === best?.page) ?? false;
    const likeliest = corrections.find(({ key }) => isOnBest(key)) ?? corrections[0];
    const form = isOnBest(term.key) ? undefined : likeliest?.form;
    const end = at + term.written.length;
    query = query.slice(0, at) + (form ?? query.slice(at, end)) + query.slice(end);
    done = at + (form?.length ?? term.written.length);
  }
  return query;
}
