import type { KnownItemQuery } from '#src/tools/bench/search/queries/known-items.ts';
import {
  mean,
  normalisedGain,
  reciprocalRank,
  spreadOf,
  type Spread,
} from '#src/tools/bench/search/metrics.ts';
import type { GradedQuery } from '#src/tools/bench/search/corpora/read-cranfield.ts';
import type { Asked, BenchPage } from './bench-page.ts';
import type { Answers, Cost, Cranfield, Quality, Variant } from './measurement.ts';

/** Opens a page that has loaded nothing yet. */
export type OpenPage = () => Promise<BenchPage>;

/** Asks all queries in one page, each twice. What the first one of all costs is left out. */
export async function measureAnswers(
  open: OpenPage,
  queries: readonly KnownItemQuery[],
  variant: Variant,
): Promise<Answers> {
  const asked: Asked[] = [];
  const again: number[] = [];
  await withPage(open, async ({ ask }) => {
    for (const query of queries) {
      asked.push(await ask(query[variant]));
      again.push((await ask(query[variant])).milliseconds);
    }
  });
  const meant = queries.map(({ url }) => url);
  return {
    quality: qualityOf(asked, meant),
    further: costOf(asked.slice(1)),
    warm: spreadOf(again),
  };
}

/** Closes the page even where an answer fails or takes too long, so that it keeps nobody else waiting. */
async function withPage(open: OpenPage, use: (page: BenchPage) => Promise<void>): Promise<void> {
  const page = await open();
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

function qualityOf(asked: readonly Asked[], meant: readonly string[]): Quality {
  const ranks = asked.map(({ urls }, index) => reciprocalRank(urls, meant[index] ?? ''));
  return {
    meanReciprocalRank: mean(ranks),
    success: mean(ranks.map((rank) => (rank > 0 ? 1 : 0))),
    empty: shareOfEmpty(asked),
  };
}

function shareOfEmpty(asked: readonly Asked[]): number {
  return mean(asked.map(({ urls }) => (urls.length === 0 ? 1 : 0)));
}

/** Asks each of the texts in a browser of its own. */
export async function measureFirst(open: OpenPage, texts: readonly string[]): Promise<Cost> {
  const asked: Asked[] = [];
  for (const text of texts)
    await withPage(open, async ({ ask }) => void asked.push(await ask(text)));
  return costOf(asked);
}

function costOf(asked: readonly Asked[]): Cost {
  const spread = (name: 'bytes' | 'milliseconds'): Spread =>
    spreadOf(asked.map((one) => one[name]));
  return { bytes: spread('bytes'), milliseconds: spread('milliseconds') };
}

export async function measureCranfield(
  open: OpenPage,
  queries: readonly GradedQuery[],
): Promise<Cranfield> {
  const asked: Asked[] = [];
  await withPage(open, async ({ ask }) => {
    for (const { query } of queries) asked.push(await ask(query));
  });
  const gains = asked.map(({ urls }, index) =>
    normalisedGain(urls, queries[index]?.relevance ?? {}),
  );
  return { normalisedGain: mean(gains), empty: shareOfEmpty(asked) };
}
