import type { MatchedTerm } from './match-terms.ts';

/** What it is worth that neighbours in the query are neighbours on the page, or near each other. */
export const nearnessWeights = { adjacent: 0.5, near: 1 } as const;

/** Words further apart than this have nothing to do with each other. */
const furthest = 8;

/** Positions in fields, so far from those in the text that they are never near. */
const fieldDistance = 1e7;

/**
 * What pages gain because terms that stand together in the query stand together on them.
 *
 * @param rarities of the terms; a pair is worth as much as the commoner of the two
 */
export function nearness(
  terms: readonly MatchedTerm[],
  rarities: readonly number[],
  pages: ReadonlySet<number>,
): Map<number, number> {
  const positions = terms.map((term) => positionsOf(term, pages));
  const bonuses = new Map<number, number>();
  for (let at = 0; at + 1 < terms.length; at += 1) {
    const worth = Math.min(rarities[at] ?? 0, rarities[at + 1] ?? 0);
    for (const page of pages) {
      const [one, other] = [positions[at]?.get(page), positions[at + 1]?.get(page)];
      if (one && other) bonuses.set(page, (bonuses.get(page) ?? 0) + worth * pairBonus(one, other));
    }
  }
  return bonuses;
}

/** Where a term stands on each of the pages, in order. */
function positionsOf(
  { words }: MatchedTerm,
  pages: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const { postings } of words.values()) {
    for (const { page, places, fields } of postings) {
      if (!pages.has(page)) continue;
      const positions = found.get(page) ?? [];
      for (let at = 1; at < places.length; at += 2) positions.push(places[at] ?? 0);
      for (let at = 0; at < fields.length; at += 2) {
        positions.push(-fieldDistance * ((fields[at] ?? 0) + 1) + (fields[at + 1] ?? 0));
      }
      found.set(page, positions);
    }
  }
  for (const positions of found.values()) positions.sort((a, b) => a - b);
  return found;
}

function pairBonus(ones: readonly number[], others: readonly number[]): number {
  let adjacent = 0;
  let near = 0;
  let isInField = false;
  let first = 0;
  for (const one of ones) {
    while (first < others.length && (others[first] ?? 0) < one - furthest) first += 1;
    for (let at = first; at < others.length && (others[at] ?? 0) <= one + furthest; at += 1) {
      const distance = (others[at] ?? 0) - one;
      if (distance === 1) {
        adjacent += 1;
        isInField ||= one < 0;
      } else if (distance !== 0) near += 1 / Math.abs(distance);
    }
  }
  return (
    nearnessWeights.adjacent * (adjacent / (adjacent + 1) + (isInField ? 1 : 0)) +
    nearnessWeights.near * (near / (near + 2))
  );
}
