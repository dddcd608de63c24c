/** How long requests took, of which so many were always in flight. */
export interface Run {
  readonly inFlight: number;
  readonly requests: number;
  readonly medianInMilliseconds: number;
  readonly p99InMilliseconds: number;
  readonly perSecond: number;
}

/** Sends requests, each by `next`, as soon as one before it was answered. */
export async function measureRun(
  { inFlight, requests }: Pick<Run, 'inFlight' | 'requests'>,
  next: () => Promise<void>,
): Promise<Run> {
  const times: number[] = [];
  let left = requests;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      await next();
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, work));
  const seconds = (performance.now() - start) / 1000;
  return {
    inFlight,
    requests,
    medianInMilliseconds: percentile(times, 0.5),
    p99InMilliseconds: percentile(times, 0.99),
    perSecond: requests / seconds,
  };
}

/** The smallest value that is not under this share of them. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}
