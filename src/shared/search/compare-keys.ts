/** Orders words by their code points, as the index does; by `<` those beyond U+FFFF would differ. */
export function compareKeys(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue;
    return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0);
  }
  return a.length - b.length;
}

/** The place of the last of `beginnings`, which are in order, that is not after `key`; -1 where all are. */
export function lastNotAfter(beginnings: readonly string[], key: string): number {
  let low = 0;
  let high = beginnings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(beginnings[middle] ?? '', key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The parts that words beginning with `start` are in, of parts that are told by what each begins with.
 *
 * @returns their places, in order
 */
export function partsWith(beginnings: readonly string[], start: string): number[] {
  const first = Math.max(0, lastNotAfter(beginnings, start));
  const last = lastNotAfter(beginnings, `${start}\u{10FFFF}`);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
}
