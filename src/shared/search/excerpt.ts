import type { Fragment, FragmentAnchor } from './index-store.ts';
import { highlight, isMatch, withoutPunctuation } from './highlight.ts';
import { isWrittenWithoutSpaces } from './index-words.ts';
import type { MatchedTerm } from './match-terms.ts';
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
  const description = highlight(tidy(meta['description'] ?? ''), keys, locale);
  const isTold = best === null || saysAll(meta['description'] ?? '', terms, locale);
  return {
    url: best === null ? url : `${url}${textFragment(words, best, { keys, locale })}`,
    title: highlight(tidy(meta['title'] ?? url), keys, locale),
    excerpt: isTold ? description : excerptAt(words, best, { keys, locale }),
    sections: sectionsOf(fragment, places, { keys, locale }),
    topics: (meta['topics'] ?? '').split(nameSeparator).filter(Boolean),
    authors: (meta['authors'] ?? '').split(nameSeparator).filter(Boolean),
    date: meta['date'] ?? null,
    language: locale,
  };
}

/** Between names in a field. */
export const nameSeparator = ' · ';

interface Place {
  readonly position: number;
  readonly term: number;
}

/** Where terms stand in the text of a page, in order. */
function placesOf(page: number, terms: readonly MatchedTerm[]): Place[] {
  const found: Place[] = [];
  for (const [term, { words }] of terms.entries()) {
    for (const { postings } of words.values()) {
      const places = postings[findPage(postings, page)]?.places ?? [];
      for (let at = 1; at < places.length; at += 2) found.push({ position: places[at] ?? 0, term });
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

/** The position from which an excerpt holds most of the terms; the first where several do. */
function bestWindow(places: readonly Place[]): number | null {
  let best: { position: number; worth: number } | null = null;
  for (const [at, { position }] of places.entries()) {
    const inside = new Set<number>();
    let count = 0;
    for (let next = at; next < places.length && count < excerptLength.words; next += 1) {
      const place = places[next];
      if (!place || place.position >= position + excerptLength.words - excerptLength.before) break;
      inside.add(place.term);
      count += 1;
    }
    const worth = inside.size + count / 1000;
    if (best === null || worth > best.worth) best = { position, worth };
  }
  return best?.position ?? null;
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
    isMatch(words[end] ?? '', keys) &&
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
