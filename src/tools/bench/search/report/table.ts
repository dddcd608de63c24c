import type {
  Answers,
  Cost,
  Failure,
  Measurement,
  Variant,
} from '#src/tools/bench/search/measuring/measurement.ts';
import type { Spread } from '#src/tools/bench/search/metrics.ts';

type Row = readonly [label: string, cell: (measurement: Measurement) => string | null];

const rows: readonly Row[] = [
  ...forVariants('MRR@10', ({ quality }) => quality.meanReciprocalRank.toFixed(3)),
  ...forVariants('success@10', ({ quality }) => quality.success.toFixed(3)),
  ...forVariants('empty answers, %', ({ quality }) => percent(quality.empty)),
  ['nDCG@10, Cranfield', ({ cranfield }) => cranfield?.normalisedGain.toFixed(3) ?? null],
  ['empty answers, Cranfield, %', ({ cranfield }) => (cranfield ? percent(cranfield.empty) : null)],
  ['first result, kB', ({ first }) => kilobytes(first.exact)],
  ['first result, typo, kB', ({ first }) => kilobytes(first.typo)],
  [
    'further query, kB',
    ({ answers }) => onlyIf(answers.exact, ({ further }) => kilobytes(further)),
  ],
  [
    'further query, typo, kB',
    ({ answers }) => onlyIf(answers.typo, ({ further }) => kilobytes(further)),
  ],
  ['first result, ms', ({ first }) => spread(first.exact.milliseconds)],
  ['first result, typo, ms', ({ first }) => spread(first.typo.milliseconds)],
  [
    'further query, ms',
    ({ answers }) => onlyIf(answers.exact, ({ further }) => spread(further.milliseconds)),
  ],
  [
    'further query, typo, ms',
    ({ answers }) => onlyIf(answers.typo, ({ further }) => spread(further.milliseconds)),
  ],
  ['same query again, ms', ({ answers }) => onlyIf(answers.exact, ({ warm }) => spread(warm, 1))],
  ['index built in, s', ({ index }) => (index.milliseconds / 1000).toFixed(1)],
  ['index on disk, MB', ({ index }) => (index.bytes / 1e6).toFixed(1)],
];

/** A Markdown table for each number of articles, a column for each search. */
export function tabulate(measured: readonly Measurement[], failed: readonly Failure[]): string {
  const counts = [...new Set([...measured, ...failed].map(({ articles }) => articles))];
  return counts
    .map((articles) => {
      const columns = measured.filter((one) => one.articles === articles);
      const reasons = failed
        .filter((one) => one.articles === articles)
        .map(({ title, reason }) => `${title} could not be measured: ${reason}\n`);
      return [`## ${articles.toLocaleString('en')} articles\n`, tableOf(columns), ...reasons].join(
        '\n',
      );
    })
    .join('\n');
}

function tableOf(columns: readonly Measurement[]): string {
  if (columns.length === 0) return '';
  const lines = rows
    .map(([label, cell]) => [label].concat(columns.map((column) => cell(column) ?? '')))
    .filter(([, ...cells]) => cells.some((cell) => cell !== ''));
  const table = [['', ...columns.map(({ title }) => title)], ...lines];
  const widths = table.reduce<readonly number[]>(
    (widest, line) => line.map((cell, index) => Math.max(cell.length, widest[index] ?? 3)),
    [],
  );
  const [head, ...body] = table.map((line) => write(line, widths));
  const rule = widths.map((width, index) =>
    index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return `${[head, write(rule, widths), ...body].join('\n')}\n`;
}

function write(line: readonly string[], widths: readonly number[]): string {
  const cells = line.map((cell, index) =>
    index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
  );
  return `| ${cells.join(' | ')} |`;
}

function forVariants(label: string, cell: (answers: Answers) => string): Row[] {
  const names: readonly (readonly [Variant, string])[] = [
    ['exact', label],
    ['typo', `${label}, typo`],
    ['prefix', `${label}, prefix`],
  ];
  return names.map(([variant, name]) => [name, ({ answers }) => onlyIf(answers[variant], cell)]);
}

function onlyIf(answers: Answers | undefined, cell: (answers: Answers) => string): string | null {
  return answers ? cell(answers) : null;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

function kilobytes({ bytes }: Cost): string {
  return spread({ median: bytes.median / 1000, p95: bytes.p95 / 1000 }, 1);
}

/** Median and, in brackets, the 95th percentile. */
function spread({ median, p95 }: Spread, digits = 0): string {
  const [usual, most] = [median.toFixed(digits), p95.toFixed(digits)];
  return usual === most ? usual : `${usual} (${most})`;
}
