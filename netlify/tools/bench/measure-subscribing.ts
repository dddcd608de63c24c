import type { Context } from '@netlify/functions';
import { answerSubscribe } from '#netlify/lib/newsletter/answer-subscribe.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { since, type Counts, type Recorder } from './statements.ts';

export interface Subscribing {
  readonly inFlight: number;
  readonly requests: number;
  readonly medianInMilliseconds: number;
  readonly p99InMilliseconds: number;
  readonly perSecond: number;
}

/** In all fewer than the site takes in ten minutes (3000). */
const warmUp = 50;
const runs = [
  { inFlight: 1, requests: 500 },
  { inFlight: 50, requests: 2000 },
] as const;

export interface SubscribingResults {
  readonly runs: readonly Subscribing[];
  /** Of one request. */
  readonly counts: Counts;
}

/** Subscribes thousands, each with another address from another client, without the pace. */
export async function measureSubscribing(
  site: NewsletterSite,
  recorder: Recorder,
): Promise<SubscribingResults> {
  let number = 0;
  const next = (): Promise<void> => subscribe(site, (number += 1));
  for (let count = 0; count < warmUp; count += 1) await next();
  const before = recorder.counts();
  recorder.keepAs('subscribing');
  await next();
  recorder.keepAs(null);
  const counts = since(before, recorder.counts());
  const measured: Subscribing[] = [];
  for (const run of runs) {
    measured.push(await measure(run, next));
    console.error(`subscribed ${run.requests}, ${run.inFlight} in flight`);
  }
  return { runs: measured, counts };
}

async function measure(
  { inFlight, requests }: Pick<Subscribing, 'inFlight' | 'requests'>,
  next: () => Promise<void>,
): Promise<Subscribing> {
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

async function subscribe({ origin }: NewsletterSite, number: number): Promise<void> {
  const request = new Request(`${origin}/api/subscribe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ email: `new${number}@mail.example`, locale: 'en', source: '/' }),
  });
  const context = {
    ip: `10.0.${number >> 8}.${number & 255}`,
    deploy: { context: 'dev', id: '0', published: false },
    site: { id: '0', name: 'bench', url: origin },
    // What functions ask of it is all that it has.
  } as unknown as Context;
  const { status } = await answerSubscribe({
    request,
    context,
    afterwards: () => undefined,
    pace: 0,
  });
  if (status !== 202) throw new Error(`A request was answered ${status}, and not 202.`);
}

/** The smallest value that is not under this share of them. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}
