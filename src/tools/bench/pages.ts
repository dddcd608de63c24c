import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Result } from 'lighthouse';
import { requireBrowser } from '#src/tools/browser/find-browser.ts';
import { startLighthouse, type Lighthouse } from '#src/tools/browser/lighthouse.ts';
import { startTwin } from '#src/tools/twin/start-twin.ts';
import { templatesOf } from './templates.ts';

export interface BenchOptions {
  readonly root: string;
  readonly runs: number;
}

/** Prints a table of what each template weighs and how fast it shows. Answers the exit code. */
export async function benchPages({ root, runs }: BenchOptions): Promise<number> {
  const output = path.join(root, 'dist');
  if (!existsSync(path.join(output, 'index.html'))) {
    console.error('There is no built site in dist/. Build it with: npm run build');
    return 1;
  }
  const twin = await startTwin({ root, port: 0, database: 'off' });
  const lighthouse = await startLighthouse(requireBrowser(console.log));
  try {
    const rows: Record<string, string>[] = [];
    for (const [template, address] of templatesOf(output)) {
      rows.push({ template, ...(await measure(twin.url + address, lighthouse, runs)) });
      console.error(`measured ${template}`);
    }
    console.table(rows);
    return 0;
  } finally {
    await lighthouse.close();
    await twin.close();
  }
}

async function measure(
  url: string,
  lighthouse: Lighthouse,
  runs: number,
): Promise<Record<string, string>> {
  const results: Result[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await lighthouse.look(url, ['performance']));
  const [first] = results;
  return {
    'html+css kB': kilobytes(first, 'Document'),
    'fonts kB': kilobytes(first, 'Font'),
    'pictures kB': kilobytes(first, 'Image'),
    'script kB': kilobytes(first, 'Script'),
    requests: String(requestsOf(first).length),
    performance: spread(
      results.map((result) => (result.categories['performance']?.score ?? 0) * 100),
      0,
    ),
    'LCP ms': spread(results.map(valueOf('largest-contentful-paint')), 0),
    'TTFB ms': spread(results.map(valueOf('server-response-time')), 0),
    CLS: spread(results.map(valueOf('cumulative-layout-shift')), 3),
  };
}

function valueOf(audit: string): (result: Result) => number {
  return (result) => result.audits[audit]?.numericValue ?? Number.NaN;
}

interface NetworkRequest {
  readonly resourceType: string;
  readonly transferSize: number;
}

function requestsOf(result: Result | undefined): readonly NetworkRequest[] {
  const details = result?.audits['network-requests']?.details;
  // Lighthouse types the rows of its tables loosely; this audit's are described in its source.
  return details && 'items' in details
    ? (details.items as unknown as readonly NetworkRequest[])
    : [];
}

function kilobytes(result: Result | undefined, type: string): string {
  const bytes = requestsOf(result)
    .filter((request) => request.resourceType === type)
    .reduce((sum, request) => sum + request.transferSize, 0);
  return (bytes / 1024).toFixed(1);
}

/** Median, and in brackets the smallest and the largest. */
function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(digits);
  return at(0) === at(1) ? at(0) : `${at(0.5)} (${at(0)}–${at(1)})`;
}
