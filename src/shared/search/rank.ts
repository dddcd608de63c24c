import type { WordMatch } from './match-phrase.ts';
import { isRequired, type MatchedTerm } from './match-terms.ts';
import { nearness } from './nearness.ts';

/** A page that was found. */
export interface RankedPage {
  readonly page: number;
  /** Whether it has every term that the publication has. */
  readonly isComplete: boolean;
  readonly score: number;
}

/*
 * BM25F (Robertson, Zaragoza and Taylor, 2004): how often a term stands in each field, weighted and
 * summed, saturates once; rare terms count more. To it is added how much of the query the headline
 * has, how much headline and description have together, and how near each other the terms stand.
 * How the figures were found and what each is worth: DECISIONS.md, "Ranking".
 */
export const ranking = {
  /** How soon more of the same term adds little. */
  saturation: 1.2,
  /** How much a long text has to have a term more often: 0 not at all, 1 in proportion. */
  length: 0.5,
  /** How much more a term at the very beginning counts, and the words after which a third of that is left. */
  opening: 0.5,
  openingLength: 60,
  fields: {
    title: 12,
    description: 4,
    topics: 2,
    authors: 2,
    series: 2,
    parts: 1,
    date: 1,
    day: 1,
  },
  /** What it is worth that all of the query is in the headline, in it and the description, or in the by-line. */
  coverage: { title: 1.5, head: 1.25, authors: 2 },
  /** How much more the first of these is worth if all of the headline is in the query, too. */
  wholeTitle: 0.05,
  /** How much more the newest page counts than the oldest: it decides between texts that are alike. */
  recency: 0.1,
} as const;

/** Pagefind's weight of plain text. Headings have more, parts of compound words less. */
export const plainWeight = 24;

/** Pages whose terms are looked at for their nearness. */
const mostCompared = 100;

/** What is known of the pages without reading them. */
export interface PageMap {
  /** Names of the fields beside the text, which postings number. */
  readonly fields: readonly string[];
  /** How many words each page has, and how many that say something its headline. */
  readonly lengths: readonly number[];
  readonly titleLengths: readonly number[];
}

export interface Ranking {
  readonly map: PageMap;
  /** Numbers of the pages that may be found; null for all. */
  readonly allowed: ReadonlySet<number> | null;
}

/** The pages that have any of the terms, best first: those that have them all before those that do not. */
export function rankPages(terms: readonly MatchedTerm[], { map, allowed }: Ranking): RankedPage[] {
  const found = new Map<number, Found>();
  const rarities = terms.map((term) => {
    const standings = standingsOf(term, map);
    const rarity = rarityOf(standings.size, map.lengths.length);
    for (const [page, standing] of standings) {
      if (allowed && !allowed.has(page)) continue;
      add(found, { page, standing, rarity, isRequired: isRequired(term) });
    }
    return rarity;
  });
  const known = terms.filter((term) => term.words.size > 0 && isRequired(term)).length;
  const total = rarities.reduce(
    (sum, rarity, at) => sum + (terms[at]?.words.size === 0 ? 0 : rarity),
    0,
  );
  const pages = [...found.values()].map((one) => ({
    page: one.page,
    isComplete: one.terms === known,
    score:
      one.score +
      coverageOf(one, total, map.titleLengths[one.page] ?? 0) +
      ranking.recency * total * newness(one.page, map),
  }));
  pages.sort(bestFirst);
  return withNearness(pages, terms, rarities);
}

/** What has been found of a page so far. */
interface Found {
  readonly page: number;
  terms: number;
  score: number;
  /** Rarities of the terms that are in the headline, and in headline or description. */
  inTitle: number;
  inHead: number;
  /** Rarities of the terms that are in the by-line. */
  inAuthors: number;
  /** How many terms are words of the headline. */
  titleWords: number;
}

/** How a term stands on a page. */
interface Standing {
  /** How often, weighted by where. */
  frequency: number;
  /** What that is worth, saturated: words of less quality add less of what is left to add. */
  worth: number;
  /** The quality of the best match in the headline, and in headline or description. */
  inTitle: number;
  inHead: number;
  /** The same in the by-line. */
  inAuthors: number;
}

interface FoundTerm {
  readonly page: number;
  readonly standing: Standing;
  readonly rarity: number;
  readonly isRequired: boolean;
}

function add(
  found: Map<number, Found>,
  { page, standing, rarity, isRequired: counts }: FoundTerm,
): void {
  const entry = found.get(page) ?? {
    page,
    terms: 0,
    score: 0,
    inTitle: 0,
    inHead: 0,
    inAuthors: 0,
    titleWords: 0,
  };
  entry.terms += counts ? 1 : 0;
  entry.score += rarity * standing.worth * (ranking.saturation + 1);
  entry.inTitle += rarity * standing.inTitle;
  entry.inHead += rarity * standing.inHead;
  entry.inAuthors += rarity * standing.inAuthors;
  entry.titleWords += standing.inTitle >= sameWord ? 1 : 0;
  found.set(page, entry);
}

/** From this quality on a word of the headline counts as one of the query. */
const sameWord = 0.5;

/** 1 for the newest page, 0 for the oldest. Pages are numbered by date. */
function newness(page: number, { lengths }: PageMap): number {
  return 1 - page / Math.max(1, lengths.length - 1);
}

/** What a page gains because much of the query, of all `total` rarities, is at its head. */
function coverageOf(
  { inTitle, inHead, inAuthors, titleWords }: Found,
  total: number,
  length: number,
): number {
  const isWhole = length > 0 && titleWords >= Math.round(length);
  const whole = isWhole ? 1 + ranking.wholeTitle : 1;
  const { title, head, authors } = ranking.coverage;
  return (
    (title * whole * inTitle ** 2 + head * inHead ** 2) / total +
    // A name is asked for whole: one word of it beside others says little.
    authors * total * (inAuthors / total) ** 4
  );
}

function bestFirst(a: RankedPage, b: RankedPage): number {
  return Number(b.isComplete) - Number(a.isComplete) || b.score - a.score || a.page - b.page;
}

function withNearness(
  pages: RankedPage[],
  terms: readonly MatchedTerm[],
  rarities: readonly number[],
): RankedPage[] {
  if (terms.length < 2) return pages;
  const compared = pages.slice(0, mostCompared);
  const bonuses = nearness(terms, rarities, new Set(compared.map(({ page }) => page)));
  const better = compared.map(({ page, isComplete, score }) => ({
    page,
    isComplete,
    score: score + (bonuses.get(page) ?? 0),
  }));
  return [...better.toSorted(bestFirst), ...pages.slice(mostCompared)];
}

function rarityOf(pagesWithTerm: number, pages: number): number {
  return Math.log(1 + (pages - pagesWithTerm + 0.5) / (pagesWithTerm + 0.5));
}

/** How a term stands on each page that has it. */
function standingsOf({ words }: MatchedTerm, map: PageMap): Map<number, Standing> {
  const weights = map.fields.map((name) => fieldWeight(name));
  const [title, description, authors] = ['title', 'description', 'authors'].map((name) =>
    map.fields.indexOf(name),
  );
  const average = averageLength(map);
  const standings = new Map<number, Standing>();
  for (const { postings, quality } of bestWordsFirst(words)) {
    for (const { page, places, fields } of postings) {
      const standing = standings.get(page) ?? emptyStanding();
      const length = (map.lengths[page] ?? 0) / average;
      const before = saturated(standing.frequency);
      standing.frequency += weightOf(places) / (1 - ranking.length + ranking.length * length);
      for (let at = 0; at < fields.length; at += 2) {
        const field = fields[at] ?? -1;
        standing.frequency += weights[field] ?? 0;
        if (field === title) standing.inTitle = Math.max(standing.inTitle, quality);
        if (field === title || field === description)
          standing.inHead = Math.max(standing.inHead, quality);
        if (field === authors) standing.inAuthors = Math.max(standing.inAuthors, quality);
      }
      standing.worth += quality * (saturated(standing.frequency) - before);
      standings.set(page, standing);
    }
  }
  return standings;
}

function emptyStanding(): Standing {
  return { frequency: 0, worth: 0, inTitle: 0, inHead: 0, inAuthors: 0 };
}

function bestWordsFirst(words: MatchedTerm['words']): WordMatch[] {
  return [...words.values()].toSorted((a, b) => b.quality - a.quality);
}

function saturated(frequency: number): number {
  return frequency / (frequency + ranking.saturation);
}

/** How often a word stands in a text: more at its beginning and in headings, less in compounds. */
function weightOf(places: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < places.length; at += 2) {
    const opening = Math.exp(-(places[at + 1] ?? 0) / ranking.openingLength);
    sum += ((places[at] ?? 0) / plainWeight) * (1 + ranking.opening * opening);
  }
  return sum;
}

function fieldWeight(name: string): number {
  return Object.entries(ranking.fields).find(([field]) => field === name)?.[1] ?? 0;
}

const averages = new WeakMap<PageMap, number>();

function averageLength(map: PageMap): number {
  const known = averages.get(map);
  if (known !== undefined) return known;
  const words = map.lengths.reduce((sum, length) => sum + length, 0);
  const average = Math.max(1, words / Math.max(1, map.lengths.length));
  averages.set(map, average);
  return average;
}
