import { together, type IndexedWord, type Spelling } from './index-format.ts';
import type { IndexStore } from './index-store.ts';
import { spellingOf } from './index-words.ts';
import type { Language } from './languages.ts';
import { matchPhrase, type WordMatch } from './match-phrase.ts';
import type { QueryTerm } from './query-terms.ts';
import { correct, type Correction } from './spelling.ts';
import {
  backwards,
  isCorrectable,
  partsFor,
  vocabularyFile,
  type KnownWord,
  type VocabularyFamily,
} from './vocabulary.ts';
import { otherFormsOf } from './word-forms.ts';

export interface MatchedTerm {
  readonly term: QueryTerm;
  /** By their keys. None where the publication does not have the term. */
  readonly words: ReadonlyMap<string, WordMatch>;
  /** Words that were taken instead of one that is not known, most likely first. */
  readonly corrections: readonly Correction[];
}

export interface Matching {
  readonly store: IndexStore;
  readonly language: Language;
  readonly locale: string;
}

/** How much other words than the one that was written count (see DECISIONS.md, "Ranking"). */
const quality = {
  otherForm: 0.9,
  otherMarks: 0.7,
  sameStem: 0.6,
  /** A word that has just been begun: alone, and beside the finished word. */
  begun: 0.9,
  begunBeside: 0.35,
  /** What each letter that is still missing takes, as an exponent. */
  missingLetter: 0.08,
} as const;

/** Parts of the index that are read to find forms of a word, and words that begin with it. */
const mostParts = { sameStem: 2, begun: 5 } as const;

const fewestLetters = 4;

/** Whether pages without the term lack something. One letter may be about to become any word. */
export function isRequired({ term }: MatchedTerm): boolean {
  const isLetter = term.kind === 'word' && term.key.length === 1 && !syllable.test(term.key);
  return !(isLetter && term.isUnfinished);
}

/** Finds the words of the index that a term may mean. An unknown compound becomes its parts. */
export async function matchTerm(term: QueryTerm, matching: Matching): Promise<MatchedTerm[]> {
  if (term.kind === 'phrase') {
    const words = await matchPhrase(term.keys, matching.store);
    return [{ term, words, corrections: [] }];
  }
  const words = await knownWords(term, matching);
  if (words.size > 0 || term.parts.length === 0) return [{ term, words, corrections: [] }];
  const parts = await Promise.all(
    term.parts.map((key, place) => {
      const isUnfinished = term.isUnfinished && place === term.parts.length - 1;
      return matchTerm({ kind: 'word', written: key, key, parts: [], isUnfinished }, matching);
    }),
  );
  return parts.flat();
}

type WordTerm = Extract<QueryTerm, { kind: 'word' }>;

async function knownWords(
  { key, written, isUnfinished }: WordTerm,
  { store, language, locale }: Matching,
): Promise<Map<string, WordMatch>> {
  const forms = otherFormsOf(key, written, locale);
  const stem = language.stem(key);
  const [exact, others, sameStem, begun] = await Promise.all([
    store.word(key),
    Promise.all(forms.map(async (form) => [form, await store.word(form)] as const)),
    relatedTo(key, stem, { store, language }),
    isUnfinished ? begunWith(key, store) : [],
  ]);
  const found = new Map<string, WordMatch>();
  const add = (word: string, { postings }: Spelling, how: number): void => {
    if (!found.has(word)) found.set(word, { postings, quality: how });
  };
  if (exact) {
    const { own, others: marked } = spelled(exact, key, written);
    add(key, own, 1);
    if (marked.length > 0) add(`${key} otherwise`, together(marked), quality.otherMarks);
  }
  for (const [form, word] of others) if (word) add(form, word, quality.otherForm);
  const isKnown = found.size > 0;
  // Of a word that nobody has written, a short beginning says nothing.
  if (isKnown || stem.length >= Math.min(fewestLetters, key.length - 1)) {
    for (const [other, word] of sameStem) add(other, word, isKnown ? quality.sameStem : 1);
  }
  for (const [other, word] of begun) {
    const missing = Math.exp(-quality.missingLetter * (other.length - key.length));
    add(other, word, (isKnown ? quality.begunBeside : quality.begun) * missing);
  }
  return found;
}

/** Scripts from Devanagari to Khmer, whose vowels are marks: with others it is another word. */
const vowelMarks = /[\u0900-\u109F\u1780-\u17FF]/u;

/** A word as the reader has spelled it, and as it is spelled with other marks. */
function spelled(
  word: IndexedWord,
  key: string,
  written: string,
): { readonly own: Spelling; readonly others: readonly Spelling[] } {
  const form = spellingOf(written);
  const own = word.spellings.find((one) => one.form === form && one.postings.length > 0);
  // Who writes no marks may be saving them.
  if (!own || (form === key && !vowelMarks.test(form))) return { own: word, others: [] };
  const others = word.spellings.filter((one) => one !== own && one.postings.length > 0);
  return { own, others: vowelMarks.test(form) ? [] : others };
}

/** Words with the same stem. They begin alike, but for the last letter of the stem: `happi`, `happy`. */
async function relatedTo(
  key: string,
  stem: string,
  { store, language }: Pick<Matching, 'store' | 'language'>,
): Promise<[string, IndexedWord][]> {
  if (!language.hasStems) return [];
  const beginning = stem.slice(0, Math.max(3, stem.length - 1));
  const near = await store.wordsFrom(beginning, mostParts.sameStem);
  return near.filter(
    ([other]) => other !== key && other.length < key.length + 8 && language.stem(other) === stem,
  );
}

/** Characters that are more than a letter: syllables and whole words. */
const syllable = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u;

/** Words that begin so. One letter begins too many. */
async function begunWith(key: string, store: IndexStore): Promise<[string, IndexedWord][]> {
  if (key.length < 2 && !syllable.test(key)) return [];
  const words = await store.wordsFrom(key, mostParts.begun);
  return words.filter(([other]) => other.length > key.length && other.length <= key.length + 16);
}

/**
 * Takes other words for one that nobody has written here. Nothing where none is near.
 *
 * @param most slips, where it is not what the length of the word allows
 */
export async function correctTerm(
  term: WordTerm,
  { store }: Matching,
  most?: number,
): Promise<MatchedTerm> {
  const known = await nearWords(term, store);
  const { key: written, isUnfinished } = term;
  const corrections = correct(written, known, { isUnfinished, most });
  const words = new Map<string, WordMatch>();
  for (const { key, likelihood } of corrections) {
    const word = await store.word(key);
    if (word) words.set(key, { postings: word.postings, quality: likelihood });
  }
  return { term, words, corrections: corrections.filter(({ key }) => words.has(key)) };
}

/** Words of the publication that share the first or the last letters with one that is not known. */
export async function nearWords(
  { key, isUnfinished }: Pick<WordTerm, 'key' | 'isUnfinished'>,
  store: IndexStore,
): Promise<KnownWord[]> {
  if (!isCorrectable(key)) return [];
  const most = isUnfinished ? 12 : 2;
  const files = store.vocabulary
    .filter(({ shortest, longest }) => key.length + most >= shortest && key.length - 2 <= longest)
    .flatMap((family) => [
      filesFor(family, 'beginnings', key),
      filesFor(family, 'endings', backwards(key)),
    ])
    .flat();
  return (await Promise.all(files.map((file) => store.words(file)))).flat();
}

function filesFor(
  family: VocabularyFamily,
  cut: 'beginnings' | 'endings',
  word: string,
): readonly string[] {
  return partsFor(family[cut], word, family.letters).map((part) =>
    vocabularyFile(family, cut, part),
  );
}
