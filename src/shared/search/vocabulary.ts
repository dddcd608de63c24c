import { compareKeys, partsWith } from './compare-keys.ts';
import { keyOf } from './index-words.ts';

/*
 * The words of the publication, to correct others by. They are cut into small files twice: by how
 * words begin and by how they end. One slip leaves either the beginning or the end as it was, so the
 * right word is in one of two files, wherever the slip is.
 *
 * A file is one text. Each word stands as: the number of letters it shares with the one before (one
 * digit to base 36), the other letters, and a digit for how frequent it is.
 */

export interface KnownWord {
  /** As it is written, in small letters. */
  readonly form: string;
  readonly key: string;
  /** From 0, rare, to 9, frequent and in headlines. */
  readonly frequency: number;
}

/** Words of some lengths. Short ones are found by fewer letters: a slip leaves less of them. */
export interface VocabularyFamily {
  readonly shortest: number;
  readonly longest: number;
  /** How many letters tell the file. */
  readonly letters: number;
  /** The first letters of each file, in order; of endings the last letters backwards. */
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
}

/** The file of part `part` of the words of a family, cut by how they begin or by how they end. */
export function vocabularyFile(
  { shortest }: Pick<VocabularyFamily, 'shortest'>,
  cut: 'beginnings' | 'endings',
  part: number,
): string {
  return `words/${shortest}-${cut}-${part}.txt`;
}

/** Lengths of words that are corrected to, and how many letters lead to them. */
export const vocabularyFamilies = [
  { shortest: 3, longest: 5, letters: 1 },
  { shortest: 6, longest: 24, letters: 2 },
] as const;

/** Other scripts have words without letters to mistype, or none that are set apart. */
const correctable = /^[\p{L}\p{M}]+$/u;
const uncorrectable = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;

/** Whether a word is one that others may be corrected to, and that may be corrected. */
export function isCorrectable(word: string): boolean {
  return correctable.test(word) && !uncorrectable.test(word) && word.length <= 24;
}

/** @param words in the order of {@link compareKeys} of their forms */
export function writeVocabulary(words: readonly KnownWord[]): string {
  let before = '';
  return words
    .map(({ form, frequency }) => {
      let shared = 0;
      while (shared < 35 && shared < form.length && form[shared] === before[shared]) shared += 1;
      // Halves of a character beyond U+FFFF belong together.
      if (/[\uD800-\uDBFF]/.test(form[shared - 1] ?? '')) shared -= 1;
      before = form;
      return `${shared.toString(36)}${form.slice(shared)}${frequency}`;
    })
    .join('');
}

export function readVocabulary(text: string): KnownWord[] {
  let form = '';
  return Array.from(text.matchAll(/([0-9a-z])(\D*)(\d)/gu), ([, shared, rest, frequency]) => {
    form = form.slice(0, parseInt(shared ?? '0', 36)) + (rest ?? '');
    return { form, key: keyOf(form), frequency: Number(frequency) };
  });
}

export function backwards(word: string): string {
  return [...word].toReversed().join('');
}

/** The parts that words beginning with the first letters of `word` are in. */
export function partsFor(parts: readonly string[], word: string, letters: number): number[] {
  return partsWith(parts, word.slice(0, letters));
}

/** Cuts words into parts of about `size`, never between words that begin with the same letters. */
export function cutVocabulary(
  words: readonly KnownWord[],
  letters: number,
  { size, order }: { readonly size: number; readonly order: (word: KnownWord) => string },
): { readonly from: string; readonly words: readonly KnownWord[] }[] {
  const sorted = words
    .map((word) => ({ word, place: order(word) }))
    .toSorted((a, b) => compareKeys(a.place, b.place));
  const parts: { from: string; words: KnownWord[] }[] = [];
  for (const { word, place } of sorted) {
    const start = place.slice(0, letters);
    const part = parts.at(-1);
    const isFull = part !== undefined && part.words.length >= size;
    if (!part || (isFull && order(part.words.at(-1) ?? word).slice(0, letters) !== start)) {
      parts.push({ from: start, words: [word] });
    } else part.words.push(word);
  }
  return parts;
}
