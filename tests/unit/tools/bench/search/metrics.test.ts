import { describe, expect, it } from 'vitest';
import {
  mean,
  normalisedGain,
  percentile,
  reciprocalRank,
  spreadOf,
} from '#src/tools/bench/search/metrics.ts';

describe('the reciprocal rank', () => {
  it.each([
    [['/a/', '/b/'], 1],
    [['/b/', '/a/'], 1 / 2],
    [['/b/', '/c/', '/d/', '/a/'], 1 / 4],
    [['/b/', '/c/'], 0],
    [[], 0],
  ])('of /a/ among %j is %d', (urls, rank) => {
    expect(reciprocalRank(urls, '/a/')).toBe(rank);
  });

  it('looks at ten results and no further', () => {
    const others = Array.from({ length: 9 }, (_, index) => `/${index}/`);
    expect(reciprocalRank([...others, '/a/'], '/a/')).toBe(0.1);
    expect(reciprocalRank([...others, '/b/', '/a/'], '/a/')).toBe(0);
  });
});

describe('the normalised gain', () => {
  const relevance = { '/a/': 4, '/b/': 2, '/c/': 1 };

  it('is 1 for the best order', () => {
    expect(normalisedGain(['/a/', '/b/', '/c/', '/d/'], relevance)).toBe(1);
  });

  it('weighs each grade by its rank', () => {
    // (2 / log2 2 + 0 / log2 3 + 4 / log2 4) / (4 / log2 2 + 2 / log2 3 + 1 / log2 4)
    const expected = (2 + 0 + 2) / (4 + 2 / Math.log2(3) + 0.5);
    expect(normalisedGain(['/b/', '/d/', '/a/'], relevance)).toBeCloseTo(expected, 12);
  });

  it('is 0 for no answer, and where nothing would have been right', () => {
    expect(normalisedGain([], relevance)).toBe(0);
    expect(normalisedGain(['/a/'], {})).toBe(0);
  });

  it('counts a page once, however often it is named', () => {
    expect(normalisedGain(['/a/', '/a/', '/b/', '/c/'], relevance)).toBe(1);
  });

  it('expects no more than ten pages of an answer', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`/${index}/`, 1]));
    expect(normalisedGain(Object.keys(many), many)).toBe(1);
    expect(normalisedGain(Object.keys(many).slice(0, 10), many)).toBe(1);
  });
});

describe('what is usual', () => {
  it('is the middle one, and not the mean', () => {
    expect(mean([1, 2, 9])).toBe(4);
    expect(spreadOf([9, 1, 2])).toEqual({ median: 2, p95: 9 });
  });

  it('is exceeded by no more than the share that is left', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile([7], 0.95)).toBe(7);
  });
});
