import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { browserArguments, requireBrowser } from '#src/tools/browser/find-browser.ts';
import { CorpusError, openCorpora } from './corpora/corpora.ts';
import { measureAll, type Results } from './measure-all.ts';
import { parseSearchOptions, type SearchBenchOptions } from './options.ts';
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
