import { below, pick, type Random } from '#src/tools/bench/search/random.ts';

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;

/** The keys around a letter's on an English keyboard. */
function neighboursOf(letter: string): string[] {
  const row = rows.findIndex((keys) => keys.includes(letter));
  if (row === -1) return [];
  const column = rows[row]?.indexOf(letter) ?? 0;
  const near = [
    [row, column - 1],
    [row, column + 1],
    [row - 1, column],
    [row - 1, column + 1],
    [row + 1, column - 1],
    [row + 1, column],
  ] as const;
  return near.flatMap(([y, x]) => rows[y]?.[x] ?? []);
}

type Edit = (word: string, random: Random) => string;

const substitute: Edit = (word, random) => {
  const at = below(word.length, random);
  const near = neighboursOf(word.charAt(at));
  return near.length === 0 ? word : word.slice(0, at) + pick(near, random) + word.slice(at + 1);
};

const omit: Edit = (word, random) => {
  const at = below(word.length, random);
  return word.slice(0, at) + word.slice(at + 1);
};

/** The finger hits the key twice, or one beside it as well. */
const insert: Edit = (word, random) => {
  const at = below(word.length, random);
  const extra = pick([word.charAt(at), ...neighboursOf(word.charAt(at))], random);
  return word.slice(0, at + 1) + extra + word.slice(at + 1);
};

const transpose: Edit = (word, random) => {
  const at = below(word.length - 1, random);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
};

const edits: readonly Edit[] = [substitute, omit, insert, transpose];
const shortest = 5;

/** Makes one slip in one of the words: in one of at least five letters, else in the longest. */
export function withTypo(words: readonly string[], random: Random): string[] {
  const longest = Math.max(...words.map(({ length }) => length));
  const least = Math.min(shortest, longest);
  const candidates = [...words.keys()].filter((index) => (words[index]?.length ?? 0) >= least);
  const chosen = pick(candidates, random);
  return words.map((word, index) => (index === chosen ? misspell(word, random) : word));
}

/** Some slips leave a word as it was (the two letters of `ee` change places): then another one. */
function misspell(word: string, random: Random): string {
  for (;;) {
    const written = pick(edits, random)(word, random);
    if (written !== word) return written;
  }
}
