import type { IndexedWord, Posting } from '#src/shared/search/index-format.ts';
import {
  backwards,
  cutVocabulary,
  isCorrectable,
  vocabularyFamilies,
  vocabularyFile,
  writeVocabulary,
  type KnownWord,
  type VocabularyFamily,
} from '#src/shared/search/vocabulary.ts';
import type { PagefindMap } from './pagefind-map.ts';

/** About how many words a file of the vocabulary holds: some 5 kB. */
const partSize = 1200;

/** Shares of pages from which on a word says little; small publications do without. */
const common = { share: 0.5, fewestPages: 100, most: 200 } as const;

/** What is gathered of the words of an index while it is read. */
export class WordStatistics {
  readonly #pages: number;
  readonly #titleField: number;
  readonly #words: KnownWord[] = [];
  readonly #common: [key: string, pages: number][] = [];
  /** Positions of words in each headline, without those that say nothing. */
  readonly #titleWords: Set<number>[];
  readonly #stopWords: ReadonlySet<string>;

  constructor(map: PagefindMap, stopWords: ReadonlySet<string>) {
    this.#pages = map.pages.length;
    this.#titleField = map.fields.indexOf('title');
    this.#titleWords = map.pages.map(() => new Set());
    this.#stopWords = stopWords;
  }

  add(key: string, { postings, form }: IndexedWord): void {
    const pages = postings.length;
    const isCommon = this.#pages >= common.fewestPages && pages > this.#pages * common.share;
    if (isCommon) this.#common.push([key, pages]);
    const saysNothing = isCommon || this.#stopWords.has(key);
    const places = postings.flatMap((posting) => this.#placesInTitle(posting));
    if (!saysNothing) for (const [page, place] of places) this.#titleWords[page]?.add(place);
    const isInTitle = places.length > 0;
    if (!isCorrectable(form) || key.length < 3) return;
    const steps = Math.min(4, Math.floor(Math.log2(pages) / 2));
    this.#words.push({ form, key, frequency: 2 * steps + (isInTitle ? 1 : 0) });
  }

  #placesInTitle({ page, fields }: Posting): [page: number, place: number][] {
    const places: [number, number][] = [];
    for (let at = 0; at < fields.length; at += 2) {
      if (fields[at] === this.#titleField) places.push([page, fields[at + 1] ?? 0]);
    }
    return places;
  }

  /** How many words that say something each headline has. */
  get titleLengths(): readonly number[] {
    return this.#titleWords.map(({ size }) => size);
  }

  /** Keys of words that nearly every page has, the most frequent first. */
  get common(): string[] {
    const most = this.#common.toSorted((a, b) => b[1] - a[1]).slice(0, common.most);
    return most.map(([key]) => key);
  }

  /** @param keep Writes a file of the vocabulary */
  vocabulary(keep: (file: string, text: string) => void): VocabularyFamily[] {
    return vocabularyFamilies.map((family) => {
      const words = this.#words.filter(
        ({ key }) => key.length >= family.shortest && key.length <= family.longest,
      );
      const cut = (
        how: 'beginnings' | 'endings',
        order: (word: KnownWord) => string,
      ): readonly string[] =>
        cutVocabulary(words, family.letters, { size: partSize, order }).map(
          ({ from, words: some }, part) => {
            const sorted = some.toSorted((a, b) => (a.form < b.form ? -1 : 1));
            keep(vocabularyFile(family, how, part), writeVocabulary(sorted));
            return from;
          },
        );
      const { shortest, longest, letters } = family;
      return {
        shortest,
        longest,
        letters,
        beginnings: cut('beginnings', ({ key }) => key),
        endings: cut('endings', ({ key }) => backwards(key)),
      };
    });
  }
}
