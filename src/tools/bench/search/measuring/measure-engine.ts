import path from 'node:path';
import type { Browser } from '@playwright/test';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import type { Engine } from '#src/tools/bench/search/engines/engine.ts';
import type { Cranfield as CranfieldCorpus } from '#src/tools/bench/search/corpora/read-cranfield.ts';
import type { KnownItemQuery } from '#src/tools/bench/search/queries/known-items.ts';
import { openBenchPage } from './bench-page.ts';
import { buildIndex, type BuiltIndex } from './build-index.ts';
import {
  measureAnswers,
  measureCranfield,
  measureFirst,
  type OpenPage,
} from './measure-answers.ts';
import type { Answers, Measurement, Variant } from './measurement.ts';
import { serveFolder } from './serve-folder.ts';

export interface Bench {
  readonly browser: Browser;
  /** Folder for indexes and compressed files. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** What is asked of every engine. */
export interface Task {
  readonly records: readonly BenchRecord[];
  readonly queries: readonly KnownItemQuery[];
  readonly variants: readonly Variant[];
  /** How many browsers are opened for first queries. */
  readonly firstQueries: number;
  readonly cranfield: CranfieldCorpus | null;
}

export async function measureEngine(
  engine: Engine,
  task: Task,
  bench: Bench,
): Promise<Measurement> {
  const say = (doing: string): void =>
    bench.log(`${engine.title}, ${task.records.length} articles: ${doing} …`);
  say('building the index');
  const built = await withIndex(engine, task.records, bench, async (open, index) => {
    const { queries } = task;
    // The first is for the server, which compresses what it has not sent before.
    await measureFirst(
      open,
      queries.slice(0, 1).map(({ exact }) => exact),
    );
    say('first queries');
    const chosen = queries.slice(0, task.firstQueries);
    const first = {
      exact: await measureFirst(
        open,
        chosen.map(({ exact }) => exact),
      ),
      typo: await measureFirst(
        open,
        chosen.map(({ typo }) => typo),
      ),
    };
    const answers: Partial<Record<Variant, Answers>> = {};
    for (const variant of task.variants) {
      say(`${queries.length} queries (${variant})`);
      answers[variant] = await measureAnswers(open, queries, variant);
    }
    return { index, first, answers };
  });
  const { name, title } = engine;
  const cranfield = await measureGraded(engine, task.cranfield, bench, say);
  return { name, title, articles: task.records.length, ...built, cranfield };
}

async function measureGraded(
  engine: Engine,
  corpus: CranfieldCorpus | null,
  bench: Bench,
  say: (doing: string) => void,
): Promise<Measurement['cranfield']> {
  if (corpus === null) return null;
  say(`${corpus.queries.length} queries of the Cranfield collection`);
  return withIndex(engine, corpus.records, bench, (open) => measureCranfield(open, corpus.queries));
}

/** Builds an index, serves it while `use` runs, and answers what that answers. */
async function withIndex<Value>(
  engine: Engine,
  records: readonly BenchRecord[],
  { browser, folder }: Bench,
  use: (open: OpenPage, index: BuiltIndex) => Promise<Value>,
): Promise<Value> {
  const site = path.join(folder, 'sites', engine.name);
  const index = await buildIndex(engine, records, site);
  const server = await serveFolder(site, path.join(folder, 'brotli'));
  try {
    return await use(() => openBenchPage(browser, server), index);
  } finally {
    await server.close();
  }
}
