/*
 * How good an answer is: a list of paths, best first, of which a reader looks at ten.
 */

const seen = 10;

/** 1 / the rank of what was meant, from 1; 0 where it is not among the first ten. */
export function reciprocalRank(urls: readonly string[], meant: string): number {
  const index = urls.slice(0, seen).indexOf(meant);
  return index === -1 ? 0 : 1 / (index + 1);
}

/**
 * Normalised discounted cumulative gain of the first ten: the sum of grade / log2(rank + 1), rank
 * from 1, over the same sum for the best possible order. 0 where nothing is relevant. A path counts
 * once.
 */
export function normalisedGain(
  urls: readonly string[],
  relevance: Readonly<Record<string, number>>,
): number {
  const gains = [...new Set(urls)].map((url) => relevance[url] ?? 0);
  const best = discounted(Object.values(relevance).toSorted((a, b) => b - a));
  return best === 0 ? 0 : discounted(gains) / best;
}

function discounted(grades: readonly number[]): number {
  return grades.slice(0, seen).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest of the values that at least this share of them do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[index] ?? Number.NaN;
}

/** What is usual, and what one must reckon with. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}
