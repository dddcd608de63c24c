import { assert, date, nat, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRetryAfter } from '#netlify/lib/mail/retry-after.ts';

const now = new Date('2026-11-22T10:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['0.4', 1],
    ['999999999', 86_400],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 30],
    ['Sunday, 22-Nov-26 10:01:00 GMT', 60],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ])('reads %j', (value, seconds) => {
    expect(readRetryAfter(value, now)).toBe(seconds);
  });

  it.each([
    null,
    '',
    '-1',
    '1e9',
    'soon',
    '2026-11-22',
    'Sun, 99 Nov 2026 10:00:30 GMT',
    '12 monkeys',
  ])('makes nothing of %j', (value) => {
    expect(readRetryAfter(value, now)).toBeNull();
  });

  it('is null or a whole number of seconds within a day, whatever it says', () => {
    const dates = date({ noInvalidDate: true }).map((one) => one.toUTCString());
    const values = oneof(string(), string({ unit: 'binary' }), nat().map(String), dates);
    assert(
      property(values, (value) => {
        const seconds = readRetryAfter(value, now);
        if (seconds === null) return;
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(86_400);
      }),
    );
  });
});
