/** The first wait, what later ones are times the one before, and the longest. */
const waits = { firstInSeconds: 30, factor: 2.5, longestInSeconds: 6 * 60 * 60 } as const;

/**
 * How long to wait after attempt `attempts` (1 is the first) failed: longer each time, and not all at
 * once: between half of it and all, as `random` (0 to 1) has it. Never less than the carrier asks.
 */
export function waitInSeconds(
  attempts: number,
  {
    atLeast = 0,
    random = Math.random(),
  }: { readonly atLeast?: number; readonly random?: number } = {},
): number {
  const grown = waits.firstInSeconds * waits.factor ** Math.max(0, attempts - 1);
  const capped = Math.min(waits.longestInSeconds, grown);
  return Math.round(Math.max(atLeast, capped * (0.5 + random / 2)));
}
