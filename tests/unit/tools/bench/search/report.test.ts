import { describe, expect, it } from 'vitest';
import type { Answers, Measurement } from '#src/tools/bench/search/measuring/measurement.ts';
import { placePoints, plotSize } from '#src/tools/bench/search/report/plot-scale.ts';
import { drawPlot } from '#src/tools/bench/search/report/plot.ts';
import { tabulate } from '#src/tools/bench/search/report/table.ts';

function answers(meanReciprocalRank: number): Answers {
  const spread = { median: 2, p95: 5 };
  return {
    quality: { meanReciprocalRank, success: 0.9, empty: 0.125 },
    further: { bytes: { median: 1500, p95: 1500 }, milliseconds: spread },
    warm: spread,
  };
}

function measurement(name: string, bytes: number): Measurement {
  const cost = { bytes: { median: bytes, p95: bytes * 2 }, milliseconds: { median: 40, p95: 90 } };
  return {
    name,
    title: `${name} & Sons`,
    articles: 1042,
    index: { milliseconds: 1234, bytes: 5_600_000 },
    answers: { exact: answers(0.9), typo: answers(0.5), prefix: answers(0.7) },
    first: { exact: cost, typo: cost },
    cranfield: { normalisedGain: 0.321, empty: 0 },
  };
}

const both = [measurement('broadsheet', 100_000), measurement('other', 2_000_000)];

function cellsOf(table: string, label: string): (string | undefined)[] {
  const line = table.split('\n').find((row) => row.startsWith(`| ${label} `)) ?? '';
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
}

describe('the table', () => {
  it('has a column for each search, with medians and 95th percentiles', () => {
    const table = tabulate(both, []);
    expect(table).toContain('## 1,042 articles');
    expect(cellsOf(table, 'MRR@10, typo')).toEqual(['0.500', '0.500']);
    expect(cellsOf(table, 'empty answers, %')).toEqual(['12.5', '12.5']);
    expect(cellsOf(table, 'first result, kB')).toEqual(['100.0 (200.0)', '2000.0 (4000.0)']);
    expect(cellsOf(table, 'further query, kB')).toEqual(['1.5', '1.5']);
    expect(cellsOf(table, 'index on disk, MB')).toEqual(['5.6', '5.6']);
  });

  it('leaves out what was not asked', () => {
    const table = tabulate(
      both.map((one) => ({ ...one, answers: { exact: answers(1) }, cranfield: null })),
      [],
    );
    expect(table).not.toMatch(/prefix|nDCG/);
    expect(cellsOf(table, 'MRR@10')).toEqual(['1.000', '1.000']);
  });

  it('says which search could not be measured, and why', () => {
    const table = tabulate(both, [
      { title: 'Slow', articles: 10_000, reason: 'It took too long.' },
    ]);
    expect(table).toMatch(/## 10,000 articles\n+Slow could not be measured: It took too long\./);
  });
});

describe('the plot', () => {
  it('places searches by what they load, ten times as much at equal distances', () => {
    const three = [1e4, 1e5, 1e6].map((bytes) => measurement('other', bytes));
    const [first, second, third] = placePoints(three).points.map(({ x }) => x);
    expect((second ?? 0) - (first ?? 0)).toBeCloseTo((third ?? 0) - (second ?? 0), 6);
    expect(first).toBe(plotSize.left);
    expect(third).toBe(plotSize.right);
  });

  it('is higher for better ranks', () => {
    const marks = placePoints(both).points[0]?.marks ?? [];
    expect(marks.map(({ variant }) => variant)).toEqual(['exact', 'typo', 'prefix']);
    const [exact, typo, prefix] = marks.map(({ y }) => y);
    expect(exact).toBeLessThan(prefix ?? 0);
    expect(prefix).toBeLessThan(typo ?? 0);
  });

  it('says in words what it shows', () => {
    const plot = drawPlot(both);
    expect(plot).toContain(
      'broadsheet &amp; Sons: 100 kB, MRR@10 exact 0.900, typo 0.500, prefix 0.700.',
    );
    expect(plot).toMatch(/^<svg [^>]*role="img"[^>]*>/);
  });

  it('is drawn even where nothing was asked with typos', () => {
    expect(drawPlot([])).toContain('</svg>');
  });
});
