import type { VocabularyFamily } from './vocabulary.ts';

/*
 * What there is in the index of a language. The build makes it of Pagefind's own map, which names
 * every file by a hash: for a thousand pages 16 kB before anything is found. Here files have numbers,
 * and their folder has the hash.
 */

/** Where the index of a language is: a file `<locale>.json`, the only one that keeps its name. */
export interface IndexManifest {
  /** The folder under `editions/`; null where nothing is written in the language. */
  readonly edition: string | null;
}

/** A file `map.json` in the folder of the edition. */
export interface IndexMap {
  /** Names of the fields beside the text, which postings number. */
  readonly fields: readonly string[];
  /** Names of the filters. */
  readonly filters: readonly string[];
  /** The first word of each part of the words, in the order of their code points. */
  readonly parts: readonly string[];
  /** How many words each page has, and how many that say something its headline: see {@link writeLengths}. */
  readonly lengths: string;
  readonly titleLengths: string;
  /** Keys of words that nearly every page has. */
  readonly common: readonly string[];
  readonly vocabulary: readonly VocabularyFamily[];
}

/** Below are characters that JSON escapes. */
const first = 35;

/** Steps for each doubling: lengths are kept to within 5 %. */
const precision = 8;

/** Writes lengths as one character each. */
export function writeLengths(lengths: readonly number[]): string {
  return lengths
    .map((length) => characterOf(Math.round(precision * Math.log2(length + 1))))
    .join('');
}

function characterOf(step: number): string {
  const code = first + step;
  // The backslash is escaped in JSON, too.
  return String.fromCharCode(code >= 92 ? code + 1 : code);
}

export function readLengths(text: string): number[] {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return 2 ** ((code > 92 ? code - 1 - first : code - first) / precision) - 1;
  });
}
