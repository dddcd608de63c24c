import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { browserArguments, requireBrowser } from '#src/tools/browser/find-browser.ts';
import { CorpusError, openCorpora, type Corpora } from './corpora/corpora.ts';
import { measureEngine, type Task } from './measuring/measure-engine.ts';
import type { Failure, Measurement } from './measuring/measurement.ts';
import { parseSearchOptions, type ArticleCount, type SearchBenchOptions } from './options.ts';
import { makeKnownItemQueries } from './queries/known-items.ts';
import { drawPlot } from './report/plot.ts';
import { tabulate } from './report/table.ts';
import { searchHelp } from './search-help.ts';

/** `npm run bench -- search`. Answers the exit code: 0 done, 1 failed, 2 wrong use. */
export async function runSearchBench(root: string, argv: readonly string[]): Promise<number> {
  const parsed = parseSearchOptions(argv);
  if (parsed.kind === 'help') {
    console.log(searchHelp);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(`${parsed.message}\n\nnpm run bench -- search --help says how it is used.`);
    return 2;
  }
  try {
    const { measured } = await bench(root, parsed.options);
    return measured.length === 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CorpusError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function bench(root: string, options: SearchBenchOptions): Promise<Results> {
  const folder = path.join(root, '.cache', 'bench-search');
  const data = path.resolve(root, '..', 'shared', 'data');
  const corpora = openCorpora(data, path.join(folder, 'corpora'));
  const executablePath = requireBrowser(console.error);
  const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
  try {
    const results = await measureAll({ folder, corpora, browser, options });
    const { measured, failed } = results;
    const table = tabulate(measured, failed);
    await mkdir(folder, { recursive: true });
    const { queries, seed } = options;
    const versions = { node: process.version, browser: browser.version() };
    const json = JSON.stringify({ queries, seed, versions, ...results }, null, 2);
    await writeFile(path.join(folder, 'results.json'), `${json}\n`);
    await writeFile(path.join(folder, 'results.md'), table);
    await writeFile(path.join(folder, 'results.svg'), drawPlot(measured));
    console.log(table);
    console.error(`Written to ${folder}: results.json, results.md, results.svg`);
    return results;
  } finally {
    await browser.close();
  }
}

interface Run {
  readonly folder: string;
  readonly corpora: Corpora;
  readonly browser: Browser;
  readonly options: SearchBenchOptions;
}

interface Results {
  readonly measured: readonly Measurement[];
  readonly failed: readonly Failure[];
}

async function measureAll({ folder, corpora, browser, options }: Run): Promise<Results> {
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
