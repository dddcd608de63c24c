import { parseArgs } from 'node:util';
import { benchPages } from './pages.ts';

export const pagesHelp = `npm run bench -- pages [--runs 5]

Measures the built site (dist/) as the local twin serves it, template by template:
bytes as sent (brotli), requests, layout shift, largest contentful paint and Lighthouse's
performance under its mobile settings: the median of the runs, with the smallest and largest.

  --runs N   runs of Lighthouse for each template (1 to 20, default 5)
  --help     this text`;

/** `npm run bench -- pages`. Answers the exit code: 0 done, 1 failed, 2 wrong use. */
export async function runPagesBench(root: string, argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { runs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
  });
  const runs = Number(values.runs);
  if (values.help) {
    console.log(pagesHelp);
    return 0;
  }
  if (!Number.isInteger(runs) || runs < 1 || runs > 20) {
    console.error(pagesHelp);
    return 2;
  }
  return benchPages({ root, runs });
}
