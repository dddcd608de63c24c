import { keyOf, partKeysOf, wordsIn } from './index-words.ts';
import type { MatchedTerm } from './match-terms.ts';
import type { Stretch } from './search-answer.ts';

/** Keys of all words that were found, those of phrases one by one. */
export function keysIn(terms: readonly MatchedTerm[]): ReadonlySet<string> {
  return new Set(
    terms.flatMap(({ term, words }) => (term.kind === 'phrase' ? term.keys : [...words.keys()])),
  );
}

/** Whether a piece of text is, or has in it, a word that was found. */
export function isMatch(piece: string, keys: ReadonlySet<string>): boolean {
  return keys.has(keyOf(piece)) || partKeysOf(piece).some((key) => keys.has(key));
}

const inWord = /[\p{L}\p{N}\p{M}]/u;

/** The text without the punctuation around it, and that. By hand: a regular expression would be slow on much of it. */
export function withoutPunctuation(
  text: string,
): readonly [before: string, core: string, after: string] {
  const characters = Array.from(text);
  let start = 0;
  let end = characters.length;
  while (start < end && !inWord.test(characters[start] ?? '')) start += 1;
  while (end > start && !inWord.test(characters[end - 1] ?? '')) end -= 1;
  const join = (from: number, to: number): string => characters.slice(from, to).join('');
  return [join(0, start), join(start, end), join(end, characters.length)];
}

/** Cuts a text into stretches that match and stretches that do not. Nothing is added or lost. */
export function highlight(text: string, keys: ReadonlySet<string>, locale: string): Stretch[] {
  const stretches: Stretch[] = [];
  const add = (piece: string, matches: boolean): void => {
    const last = stretches.at(-1);
    if (piece === '') return;
    if (last?.isMatch === matches) {
      stretches[stretches.length - 1] = { text: last.text + piece, isMatch: matches };
    } else stretches.push({ text: piece, isMatch: matches });
  };
  for (const piece of piecesOf(text, locale)) {
    if (!isMatch(piece, keys)) add(piece, false);
    else {
      const [before, inner, after] = withoutPunctuation(piece);
      add(before, false);
      add(inner, true);
      add(after, false);
    }
  }
  return stretches;
}

/** Words and what stands between them, in their order. */
function piecesOf(text: string, locale: string): string[] {
  return text
    .split(/(\s+)/u)
    .flatMap((piece) => (/\S/u.test(piece) ? wordsIn(piece, locale) : piece));
}
