/*
 * How words become keys of the index. Pagefind does this when it writes the index; whoever asks has
 * to do the same. Tests compare the two in many languages.
 */

/** Characters beside letters and digits that are part of words: connectors, as Unicode calls them. */
const notInKeys = /[^\p{Alphabetic}\p{N}\p{Pc}]/gu;

/** Marks are taken off letters, except those that make other letters of Japanese ones. */
const marks = /(?![\u3099\u309A])\p{M}/gu;

/** Japanese letters are put together again. Syllables of Hangul are not: they stay letters. */
const kana = /.[\u3099\u309A]/gu;

/** The key of a word: small letters and digits only, without marks. Empty for punctuation alone. */
export function keyOf(word: string): string {
  const bare = spellingOf(word).normalize('NFD').replace(marks, '');
  return bare.replace(kana, (letter) => letter.normalize('NFC'));
}

/** A word as the index has it beside its key: with its marks. */
export function spellingOf(word: string): string {
  return word.normalize('NFC').replace(notInKeys, '').toLowerCase();
}

const insideWords =
  /[^\p{Alphabetic}\p{N}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** Keys of the words that a word is made of: `front-end` and `frontEnd` are two, `frontend` is one. */
export function partKeysOf(word: string): string[] {
  return word
    .split(insideWords)
    .map(keyOf)
    .filter((key) => key.length > 1);
}

const writtenWithoutSpaces: ReadonlySet<string> = new Set(['ja', 'th', 'zh']);

/** Whether words of the language are not set apart, so that they have to be found. */
export function isWrittenWithoutSpaces(locale: string): boolean {
  return writtenWithoutSpaces.has(languageOf(locale));
}

export function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}

/**
 * The language that Pagefind is told. It segments Japanese, Chinese and Thai; others are given under
 * a private tag, so that it leaves words whole: readers' words are stemmed when they ask, which keeps
 * exact forms apart from related ones.
 */
export function indexLanguageOf(locale: string): string {
  return isWrittenWithoutSpaces(locale) ? locale.toLowerCase() : `x-${locale.toLowerCase()}`;
}

/** Pieces of a text between spaces or, where the language has none, words as Unicode finds them. */
export function wordsIn(text: string, locale: string): string[] {
  const pieces = text.split(/\s+/u).filter((piece) => piece !== '');
  if (!isWrittenWithoutSpaces(locale)) return pieces;
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return pieces.flatMap((piece) => [...segmenter.segment(piece)].map(({ segment }) => segment));
}
