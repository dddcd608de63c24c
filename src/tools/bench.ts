import { parseArgs } from 'node:util';
import { benchPages } from './bench/pages.ts';

const help = `npm run bench -- pages [--runs 5]

Measures the built site (dist/) as the local twin serves it, template by template:
bytes as sent (brotli), requests, layout shift, largest contentful paint and Lighthouse's
performance under its mobile settings: the median of the runs, with the smallest and largest.

  --runs N   runs of Lighthouse for each template (1 to 20, default 5)
  --help     this text`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);

if (values.help) console.log(help);
else if (positionals[0] === 'pages' && Number.isInteger(runs) && runs >= 1 && runs <= 20) {
  process.exitCode = await benchPages({ root: process.cwd(), runs });
} else {
  console.error(help);
  process.exitCode = 2;
}
