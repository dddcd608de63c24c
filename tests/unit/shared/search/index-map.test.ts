import { describe, expect, it } from 'vitest';
import { readLengths, writeLengths } from '#src/shared/search/index-map.ts';

/** From nothing to more than anybody has written on one page. */
const lengths = [
  ...Array.from({ length: 3000 }, (_, length) => length),
  ...Array.from({ length: 120 }, (_, step) => Math.round(3000 * 1.1 ** step)),
].filter((length) => length <= 10_000_000);

describe('lengths of pages', () => {
  it('are read as they were written, to within five per cent', () => {
    const read = readLengths(writeLengths(lengths));
    expect(read).toHaveLength(lengths.length);
    for (const [at, length] of lengths.entries()) {
      const difference = Math.abs((read[at] ?? NaN) - length);
      if (!(difference <= 0.05 * (length + 1))) expect.fail(`${length} is read as ${read[at]}`);
    }
  });

  it('keep their order', () => {
    const read = readLengths(writeLengths(lengths));
    expect(read).toEqual(read.toSorted((a, b) => a - b));
  });

  it('are exact where there is nothing', () => {
    expect(readLengths(writeLengths([0, 1, 0]))).toEqual([0, 1, 0]);
  });

  it('are one character each, which JSON writes as it is', () => {
    const text = writeLengths(lengths);
    expect(text).toHaveLength(lengths.length);
    expect([...text]).toHaveLength(lengths.length);
    expect(JSON.stringify(text)).toBe(`"${text}"`);
  });

  it('may be none', () => {
    expect(writeLengths([])).toBe('');
    expect(readLengths('')).toEqual([]);
  });
});
