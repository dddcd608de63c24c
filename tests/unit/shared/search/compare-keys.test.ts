import { describe, expect, it } from 'vitest';
import { compareKeys, lastNotAfter } from '#src/shared/search/compare-keys.ts';

describe('the order of keys', () => {
  it('is that of code points, also of those beyond U+FFFF', () => {
    const keys = ['', 'a', 'ab', 'b', 'é', '漢', '\uFB03', '\uFFFD', '𐐨', '𐐨a', '𝒜', '\u{10FFFF}'];
    expect(keys.toReversed().toSorted(compareKeys)).toEqual(keys);
  });

  it('takes equal keys for equal', () => {
    expect(compareKeys('𝒜b', '𝒜b')).toBe(0);
  });

  it('tells apart letters that differ in their second half only', () => {
    expect(compareKeys('𝒜', '𝒝')).toBeLessThan(0);
    expect(compareKeys('𝒝', '𝒜')).toBeGreaterThan(0);
  });
});

describe('the last beginning not after a key', () => {
  const beginnings = ['b', 'd', '𐐨'];

  it.each([
    ['a', -1],
    ['b', 0],
    ['c', 0],
    ['d', 1],
    ['\uFFFD', 1],
    ['𐐨', 2],
    ['\u{10FFFF}', 2],
  ])('is found: %s', (key, place) => {
    expect(lastNotAfter(beginnings, key)).toBe(place);
  });

  it('is none where there are none', () => {
    expect(lastNotAfter([], 'a')).toBe(-1);
  });
});
