import { keyOf, languageOf } from '#src/shared/search/index-words.ts';

/** Languages that write compounds as one word: who looks for a part should find the whole. */
const compounding: ReadonlySet<string> = new Set(
  'da de et fi fo fy hu is nb nl nn no sv'.split(' '),
);

/** What may stand between the parts. */
const links = ['', 's', 'es', 'n', 'en', 'er', 'e', 'ens', 'ns'] as const;

const shortest = 4;

/** Longer ones are no words but addresses and the like. */
const longest = 48;

export function writesCompounds(locale: string): boolean {
  return compounding.has(languageOf(locale));
}

/** Splits words into those that they are made of, as far as the texts of the publication know them. */
export class CompoundSplitter {
  /** In how many texts each word stands. */
  readonly #frequencies = new Map<string, number>();
  readonly #known = new Map<string, readonly string[]>();

  /** Learns the words of a text. All texts have to be learned before the first is split. */
  learn(text: string): void {
    for (const key of keysIn(text)) {
      this.#frequencies.set(key, (this.#frequencies.get(key) ?? 0) + 1);
    }
  }

  /** Parts of the compounds in a text, each once. */
  partsIn(text: string): string[] {
    return [...new Set([...keysIn(text)].flatMap((key) => this.#split(key)))];
  }

  /** The split whose rarest part is the most frequent; none where a part is unknown. */
  #split(key: string): readonly string[] {
    const known = this.#known.get(key);
    if (known) return known;
    if (key.length > longest) return [];
    let best: readonly string[] = [];
    let most = 0;
    for (const parts of this.#splits(key)) {
      const frequencies = parts.map((part) => this.#frequencies.get(part) ?? 0);
      const worth = Math.min(...frequencies) / parts.length;
      if (worth > most) [best, most] = [parts, worth];
    }
    this.#known.set(key, best);
    return best;
  }

  *#splits(key: string): Generator<readonly string[]> {
    for (let at = shortest; at <= key.length - shortest; at += 1) {
      const [head, rest] = [key.slice(0, at), key.slice(at)];
      const tail = this.#frequencies.has(rest) ? [rest] : this.#split(rest);
      if (tail.length === 0) continue;
      for (const link of links) {
        const first = head.slice(0, head.length - link.length);
        if (head.endsWith(link) && first.length >= shortest && this.#frequencies.has(first)) {
          yield [first, ...tail];
        }
      }
    }
  }
}

function keysIn(text: string): Set<string> {
  return new Set(text.split(/[^\p{L}\p{M}\p{N}]+/u).map(keyOf));
}
