import { editDistance } from './edit-distance.ts';
import type { KnownWord } from './vocabulary.ts';

/** A word that may have been meant. */
export interface Correction {
  /** As it is written in the publication. */
  readonly form: string;
  readonly key: string;
  /** 1 for the most likely one, less for others. */
  readonly likelihood: number;
}

/** At most this many are looked up: each may be another part of the index. */
const mostCorrections = 4;

/** How much more likely a slip less makes a word, and a step of frequency (see {@link KnownWord}). */
const weights = { slip: 3, frequency: 0.35, firstLetter: 0.6 } as const;

export interface Correcting {
  /** Whether more letters may follow: then beginnings of words count too. */
  readonly isUnfinished: boolean;
  /** How many slips there may be, where it is not what the length of the word allows. */
  readonly most?: number | undefined;
}

/** The words that `written` was most likely to be, best first. */
export function correct(
  written: string,
  words: Iterable<KnownWord>,
  { isUnfinished, most = slipsIn(written) }: Correcting,
): Correction[] {
  const found = new Map<string, { readonly word: KnownWord; readonly score: number }>();
  for (const word of words) {
    if (found.has(word.key) || Math.abs(word.key.length - written.length) > (isUnfinished ? 12 : 2))
      continue;
    const slips = slipsTo(word.key, { written, most, isUnfinished });
    if (slips > most || !isLikely(word.key, written, slips)) continue;
    const score =
      weights.frequency * word.frequency -
      weights.slip * slips -
      (word.key[0] === written[0] ? 0 : weights.firstLetter);
    found.set(word.key, { word, score });
  }
  const best = [...found.values()].toSorted((a, b) => b.score - a.score).slice(0, mostCorrections);
  return best.map(({ word, score }) => ({
    form: word.form,
    key: word.key,
    likelihood: Math.exp(score - (best[0]?.score ?? 0)),
  }));
}

/**
 * In a short word a letter may be missing, doubled, swapped or a neighbour of the right one: another
 * is another word (`rust`, `just`). Two slips leave the first letter (`unclosed` is not `closed`).
 */
function isLikely(key: string, written: string, slips: number): boolean {
  if (written.length < 5 && slips >= 1) return key.length > written.length;
  return slips <= 1.5 || key[0] === written[0];
}

interface Slips {
  readonly written: string;
  readonly most: number;
  readonly isUnfinished: boolean;
}

function slipsTo(key: string, { written, most, isUnfinished }: Slips): number {
  const { whole, beginning } = editDistance(written, key, most);
  if (!isUnfinished || written.length < 4) return whole;
  // A finished word is likelier than one that is not, and that the likelier the less it lacks.
  const missing = Math.max(0, key.length - written.length);
  return Math.min(whole, beginning + 0.3 + 0.05 * missing);
}

/** How many slips a word of this length may have: in a short one two leave nothing to go by. */
function slipsIn({ length }: string): number {
  if (length < 3) return 0;
  return length < 6 ? 1.1 : 2;
}
