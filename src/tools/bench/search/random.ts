/** Answers numbers from 0 up to 1, the same ones for the same seed. */
export type Random = () => number;

/** Mulberry32: 32 bits of state are plenty to draw queries with. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to `limit`, exclusive. */
export function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

/** @throws {RangeError} where there is nothing to pick from */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  const at = below(items.length, random);
  if (at >= items.length) throw new RangeError('There is nothing to pick from.');
  // `at` is in the list.
  return items[at] as Item;
}

export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Up to `count` of the items, heavier ones sooner, in the order in which they stood. */
export function pickWeighted<Item>(
  items: readonly Item[],
  { count, weightOf, random }: { count: number; weightOf: (item: Item) => number; random: Random },
): Item[] {
  return items
    .map((item, index) => ({ item, index, place: random() ** (1 / weightOf(item)) }))
    .toSorted((a, b) => b.place - a.place)
    .slice(0, count)
    .toSorted((a, b) => a.index - b.index)
    .map(({ item }) => item);
}
