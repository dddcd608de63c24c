/** `npm test`: every test, one after the other, and how many passed. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { requireBrowser } from './browser/find-browser.ts';

const help = `Runs the tests.

  npm test                 everything
  npm test -- unit         what needs no built site: two minutes
  npm test -- e2e          journeys and checks of the built sites, in a browser
  npm test -- e2e reading  those whose file has "reading" in its name

The last line says how many passed and failed.

Exit codes: 0 all passed, 1 some failed, 2 wrong use.`;

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  readonly name: 'unit' | 'e2e';
  readonly command: (reportFile: string, filters: readonly string[]) => string[];
  /** Where its runner writes the report, if not by a flag. */
  readonly environment?: (reportFile: string) => NodeJS.ProcessEnv;
  readonly count: (report: unknown) => Counts;
}

const root = process.cwd();
const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

const suites: readonly Suite[] = [
  {
    name: 'unit',
    command: (reportFile, filters) => [
      bin('vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...filters,
    ],
    count: countVitest,
  },
  {
    name: 'e2e',
    command: (_reportFile, filters) => [
      bin('playwright'),
      'test',
      '--config=tests/setup/playwright.config.ts',
      '--reporter=list,json',
      ...filters,
    ],
    environment: (reportFile) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile }),
    count: countPlaywright,
  },
];

async function main(): Promise<number> {
  const options = readOptions();
  if (options === 'help') return say(help, 0);
  if (typeof options === 'string') return say(`${options}\n\n${help}`, 2);
  const { only, filters } = options;
  const chosen = suites.filter(({ name }) => only === undefined || name === only);
  // Found before the first test, so that a machine without one says so at once.
  requireBrowser(console.log);
  const folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-tests-'));
  const counts: Counts[] = [];
  for (const suite of chosen) counts.push(await run(suite, path.join(folder, suite.name), filters));
  await rm(folder, { recursive: true, force: true });
  const sum = (key: keyof Counts): number => counts.reduce((all, one) => all + one[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') > 0 ? 1 : 0;
}

function readOptions(): { only: string | undefined; filters: string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return 'help';
    const [only, ...filters] = positionals;
    const isKnown = only === undefined || suites.some(({ name }) => name === only);
    return isKnown ? { only, filters } : `There are no tests called ${JSON.stringify(only)}.`;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** A runner that ends badly without a failed test (it could not start, say) counts as a failure. */
async function run(suite: Suite, reportFile: string, filters: readonly string[]): Promise<Counts> {
  const [command = '', ...args] = suite.command(reportFile, filters);
  const status = await runCommand(command, args, suite.environment?.(reportFile) ?? {});
  const report: unknown = await readFile(reportFile, 'utf8').then(JSON.parse, () => null);
  const counts = report === null ? { passed: 0, failed: 0, skipped: 0 } : suite.count(report);
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function runCommand(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('close', resolve);
  });
}

// The runners' own reports: their shapes are theirs to keep.

function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests } = report as Record<string, number>;
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: numPendingTests ?? 0,
  };
}

function countPlaywright(report: unknown): Counts {
  const { stats } = report as { stats: Record<string, number> };
  return {
    passed: stats['expected'] ?? 0,
    // A test that passes only when it is tried again is no good test.
    failed: (stats['unexpected'] ?? 0) + (stats['flaky'] ?? 0),
    skipped: stats['skipped'] ?? 0,
  };
}

function say(line: string, status: number): number {
  (status === 0 ? console.log : console.error)(line);
  return status;
}

process.exitCode = await main();
