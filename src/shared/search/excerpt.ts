import type { Fragment, FragmentAnchor } from './index-store.ts';
import { highlight, isMatch, withoutPunctuation } from './highlight.ts';
import { isWrittenWithoutSpaces, keyOf } from './index-words.ts';
import type { MatchedTerm } from './match-terms.ts';
import { plainWeight } from './rank.ts';
import type { SearchHit, SectionHit, Stretch } from './search-answer.ts';

export interface Showing {
  readonly terms: readonly MatchedTerm[];
  /** Keys of the words that were found. */
  readonly keys: ReadonlySet<string>;
  readonly locale: string;
}

/** Words of an excerpt, and how many of them stand before the first match. */
const excerptLength = { words: 32, before: 6 } as const;

const mostSections = 3;

/** How much of the query has to stand together for a page to be opened there, and not at its beginning. */
const leastInFragment = 0.6;

/** What is shown of a page that was found. */
export function showPage(
  page: number,
  fragment: Fragment,
  { terms, keys, locale }: Showing,
): Omit<SearchHit, 'isComplete'> {
  const { meta, url } = fragment;
  const words = fragment.content.split(/[\s\u200B]+/u);
  const places = placesOf(page, terms);
  const best = bestWindow(places);
  const { title = url, description = '', authors = '' } = meta;
  const isTold = best === null || saysAll(description, terms, locale);
  // Who asked for the headline, or for the author, wants the page from its beginning.
  const isWhole = saysAll(title, terms, locale) || saysAll(authors, terms, locale);
  const known = terms.filter((term) => term.words.size > 0).length;
  const isInText = best !== null && !isWhole && best.worth >= leastInFragment * known;
  return {
    url: isInText ? `${url}${textFragment(words, best.position, { keys, locale })}` : url,
    title: highlight(tidy(title), keys, locale),
    excerpt: isTold
      ? highlight(tidy(description), keys, locale)
      : excerptAt(words, best.position, { keys, locale }),
    sections: sectionsOf(fragment, places, { keys, locale }),
    topics: namesIn(meta['topics']),
    authors: namesIn(authors),
    date: meta['date'] ?? null,
  };
}

function namesIn(field = ''): string[] {
  return field.split(nameSeparator).filter(Boolean);
}

/** Between names in a field. */
export const nameSeparator = ' · ';

interface Place {
  readonly position: number;
  readonly term: number;
  /** Up to 1: less in a part of a longer word, and of a word that is like the one that was asked for. */
  readonly worth: number;
}

/** Where terms stand in the text of a page, in order. */
function placesOf(page: number, terms: readonly MatchedTerm[]): Place[] {
  const found: Place[] = [];
  for (const [term, { words }] of terms.entries()) {
    for (const { postings, quality } of words.values()) {
      const places = postings[findPage(postings, page)]?.places ?? [];
      for (let at = 0; at < places.length; at += 2) {
        const worth = quality * Math.min(1, (places[at] ?? 0) / plainWeight);
        found.push({ position: places[at + 1] ?? 0, term, worth });
      }
    }
  }
  return found.toSorted((a, b) => a.position - b.position);
}

function findPage(postings: readonly { readonly page: number }[], page: number): number {
  let low = 0;
  let high = postings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((postings[middle]?.page ?? 0) < page) low = middle + 1;
    else high = middle;
  }
  return postings[low]?.page === page ? low : -1;
}

interface Window {
  readonly position: number;
  /** Of the terms in it, at their best. */
  readonly worth: number;
}

/** The position from which an excerpt holds most of the terms; the first where several do. */
function bestWindow(places: readonly Place[]): Window | null {
  let best: Window | null = null;
  for (const [at, { position }] of places.entries()) {
    const inside = new Map<number, number>();
    let count = 0;
    for (let next = at; next < places.length && count < excerptLength.words; next += 1) {
      const place = places[next];
      if (!place || place.position >= position + excerptLength.words - excerptLength.before) break;
      inside.set(place.term, Math.max(place.worth, inside.get(place.term) ?? 0));
      count += 1;
    }
    const worth = [...inside.values()].reduce((sum, one) => sum + one, count / 1000);
    if (best === null || worth > best.worth) best = { position, worth };
  }
  return best;
}

function saysAll(text: string, terms: readonly MatchedTerm[], locale: string): boolean {
  return terms.every((term) => {
    const keys = new Set(term.term.kind === 'phrase' ? term.term.keys : term.words.keys());
    return keys.size === 0 || highlight(text, keys, locale).some(({ isMatch: found }) => found);
  });
}

function excerptAt(
  words: readonly string[],
  position: number,
  { keys, locale }: Pick<Showing, 'keys' | 'locale'>,
): Stretch[] {
  const from = Math.max(0, position - excerptLength.before);
  const until = Math.min(words.length, from + excerptLength.words);
  const text = tidy(words.slice(from, until).join(spaceIn(locale)));
  return highlight(
    `${from > 0 ? '… ' : ''}${text}${until < words.length ? ' …' : ''}`,
    keys,
    locale,
  );
}

/** What stands between words. */
function spaceIn(locale: string): string {
  return isWrittenWithoutSpaces(locale) ? '' : ' ';
}

/** Apostrophes are straightened for the index, which else would take `l’été` for one word. */
function tidy(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
}

/**
 * Makes the browser find and mark the match on the page (Text Fragments, WICG). Words beside each
 * other only: between others there may be the end of a paragraph, which it would not look across.
 */
function textFragment(
  words: readonly string[],
  position: number,
  { keys, locale }: Pick<Showing, 'keys' | 'locale'>,
): string {
  const start = words[position] ?? '';
  if (!isMatch(start, keys)) return '';
  let end = position + 1;
  while (
    end < words.length &&
    end < position + 6 &&
    keys.has(keyOf(words[end] ?? '')) &&
    isOpen(words[end - 1])
  ) {
    end += 1;
  }
  const text = words.slice(position, end).join(spaceIn(locale));
  const [, bare] = withoutPunctuation(text);
  const encoded = encodeURIComponent(bare.replaceAll("'", '’')).replaceAll('-', '%2D');
  return `#:~:text=${encoded}`;
}

/** Whether nothing after a word keeps it apart from the next. */
function isOpen(word: string | undefined): boolean {
  return word !== undefined && !/[^\p{L}\p{N}\p{M}]$/u.test(word);
}

/** The sections in which most terms stand, in the order of the page. Short pages have none to show. */
function sectionsOf(
  { anchors, url }: Fragment,
  places: readonly Place[],
  { keys, locale }: Pick<Showing, 'keys' | 'locale'>,
): SectionHit[] {
  const sections = anchors.filter(({ element }) => /^h[2-4]$/u.test(element));
  if (sections.length < 3) return [];
  return sections
    .map((section, at) => ({ section, at, worth: worthOf(section, sections[at + 1], places) }))
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth || a.at - b.at)
    .slice(0, mostSections)
    .toSorted((a, b) => a.at - b.at)
    .map(({ section }) => ({
      url: `${url}#${section.id}`,
      title: highlight(tidy(section.text), keys, locale),
    }));
}

function worthOf(
  { location }: FragmentAnchor,
  next: FragmentAnchor | undefined,
  places: readonly Place[],
): number {
  const inside = places.filter(
    ({ position }) => position >= location && position < (next?.location ?? Infinity),
  );
  return new Set(inside.map(({ term }) => term)).size + inside.length / 1000;
}
