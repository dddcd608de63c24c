import type { Context } from '@netlify/functions';
import { answerSubscribe } from '#netlify/lib/newsletter/answer-subscribe.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { measureRun, type Run } from './measure-run.ts';
import { since, type Counts, type Recorder } from './statements.ts';

/** In all fewer than the site takes in ten minutes (3000). */
const warmUp = 50;
const runs = [
  { inFlight: 1, requests: 500 },
  { inFlight: 50, requests: 2000 },
] as const;

export interface SubscribingResults {
  readonly runs: readonly Run[];
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
  const measured: Run[] = [];
  for (const run of runs) {
    measured.push(await measureRun(run, next));
    console.error(`subscribed ${run.requests}, ${run.inFlight} in flight`);
  }
  return { runs: measured, counts };
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
