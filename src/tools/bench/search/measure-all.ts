import type { Browser } from '@playwright/test';
import type { Corpora } from './corpora/corpora.ts';
import { measureEngine, type Task } from './measuring/measure-engine.ts';
import type { Failure, Measurement } from './measuring/measurement.ts';
import type { ArticleCount, SearchBenchOptions } from './options.ts';
import { makeKnownItemQueries } from './queries/known-items.ts';

/** Where and with what. */
export interface Run {
  readonly folder: string;
  readonly corpora: Corpora;
  readonly browser: Browser;
  readonly options: SearchBenchOptions;
}

/** What was measured, in the order in which it was asked for. */
export interface Results {
  readonly measured: readonly Measurement[];
  readonly failed: readonly Failure[];
}

/** Measures the engines one after the other, with each number of articles. */
export async function measureAll({ folder, corpora, browser, options }: Run): Promise<Results> {
  const measured: Measurement[] = [];
  const failed: Failure[] = [];
  for (const articles of options.articles) {
    console.error(`Preparing the texts: ${articles} articles …`);
    const task = await prepare(articles, corpora, options);
    for (const engine of options.engines) {
      try {
        measured.push(await measureEngine(engine, task, { browser, folder, log: console.error }));
      } catch (error) {
        // One that cannot take so much is a result; the others go on.
        const reason = error instanceof Error ? error.message : String(error);
        failed.push({ title: engine.title, articles: task.records.length, reason });
        console.error(`${engine.title} failed: ${reason}`);
      }
    }
  }
  return { measured, failed };
}

async function prepare(
  articles: ArticleCount,
  corpora: Corpora,
  { queries: count, seed }: SearchBenchOptions,
): Promise<Task> {
  const posts = await corpora.posts();
  const queries = makeKnownItemQueries(posts, { count, seed });
  if (articles === 1000) {
    const cranfield = await corpora.cranfield();
    const variants = ['exact', 'typo', 'prefix'] as const;
    return { records: posts, queries, variants, firstQueries: 20, cranfield };
  }
  const records = await corpora.morePosts({ total: articles, seed });
  return { records, queries, variants: ['exact'], firstQueries: 5, cranfield: null };
}
