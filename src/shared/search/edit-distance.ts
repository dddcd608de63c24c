/*
 * How far a word is from another, as slips of the hand go: the optimal string alignment distance
 * (Damerau–Levenshtein without edits inside a transposition), in which likely slips count less.
 */

const slip = { neighbour: 0.7, doubled: 0.7, swapped: 0.8, other: 1 } as const;

/** Rows of keyboards, each a little to the right of the one above. */
const keyboards: readonly (readonly string[])[] = [
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ['qwertzuiopü', 'asdfghjklöä', 'yxcvbnm'],
  ['azertyuiop', 'qsdfghjklm', 'wxcvbn'],
  ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  ['ςερτυθιοπ', 'ασδφγηξκλ', 'ζχψωβνμ'],
];

const neighbours: ReadonlyMap<string, string> = findNeighbours();

function findNeighbours(): Map<string, string> {
  const found = new Map<string, string>();
  for (const rows of keyboards) {
    for (const [row, keys] of rows.entries()) {
      for (const [place, key] of [...keys].entries()) {
        const near = [
          ...(rows[row - 1] ?? '').slice(place, place + 2),
          ...keys.slice(Math.max(0, place - 1), place + 2),
          ...(rows[row + 1] ?? '').slice(Math.max(0, place - 1), place + 1),
        ];
        found.set(key, (found.get(key) ?? '') + near.join(''));
      }
    }
  }
  return found;
}

/**
 * The distance from what was written to a word.
 *
 * @param most beyond which the answer may be Infinity
 * @returns `whole` to the word, and `beginning` to that beginning of the word which is nearest
 */
export function editDistance(
  written: string,
  word: string,
  most: number,
): { readonly whole: number; readonly beginning: number } {
  let twoBefore: number[] = [];
  let before = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= written.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= word.length; column += 1) {
      const cost = costAt({ written, word, row, column }, { twoBefore, before, current });
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return { whole: Infinity, beginning: Infinity };
    [twoBefore, before] = [before, current];
  }
  return { whole: before[word.length] ?? Infinity, beginning: Math.min(...before) };
}

interface Place {
  readonly written: string;
  readonly word: string;
  readonly row: number;
  readonly column: number;
}

interface Rows {
  readonly twoBefore: readonly number[];
  readonly before: readonly number[];
  readonly current: readonly number[];
}

function at(line: readonly number[], place: number): number {
  return line[place] ?? Infinity;
}

function costAt({ written, word, row, column }: Place, rows: Rows): number {
  const [one, other] = [written[row - 1], word[column - 1]];
  const [oneBefore, otherBefore] = [written[row - 2], word[column - 2]];
  const isNeighbour = other !== undefined && (neighbours.get(one ?? '') ?? '').includes(other);
  const costs = [
    // Not always the cheapest, even of equal letters: `leter` lacks a letter that is doubled.
    at(rows.before, column - 1) + (one === other ? 0 : isNeighbour ? slip.neighbour : slip.other),
    at(rows.before, column) + (one === oneBefore ? slip.doubled : slip.other),
    at(rows.current, column - 1) + (other === otherBefore ? slip.doubled : slip.other),
  ];
  if (one === otherBefore && oneBefore === other && row > 1 && column > 1) {
    costs.push(at(rows.twoBefore, column - 2) + slip.swapped);
  }
  return Math.min(...costs);
}
