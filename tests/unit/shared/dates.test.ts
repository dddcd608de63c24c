import { describe, expect, it } from 'vitest';
import {
  calendarMonth,
  formatDayAndMonth,
  formatFullDate,
  formatLongDate,
  formatMonth,
  parseWrittenDate,
} from '#src/shared/dates.ts';

describe('a written date', () => {
  it.each([
    ['2026-09-14', '2026-09-14T00:00:00.000Z'],
    [' 2026-09-14 ', '2026-09-14T00:00:00.000Z'],
    ['2026-09-14T08:30', '2026-09-14T08:30:00.000Z'],
    ['2026-09-14 08:30:15', '2026-09-14T08:30:15.000Z'],
    ['2026-09-14T08:30:15.5Z', '2026-09-14T08:30:15.000Z'],
    ['2026-09-14T08:30+02:00', '2026-09-14T06:30:00.000Z'],
    ['2026-09-14T08:30-0330', '2026-09-14T12:00:00.000Z'],
    ['2026-09-14T00:30+02:00', '2026-09-13T22:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['1969-12-31T23:59Z', '1969-12-31T23:59:00.000Z'],
  ])('says when: %s', (text, moment) => {
    expect(parseWrittenDate(text)?.toISOString()).toBe(moment);
  });

  it.each([
    '',
    'today',
    '2026',
    '2026-09',
    '2026-9-14',
    '26-09-14',
    '14.09.2026',
    '09/14/2026',
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-13-10',
    '2026-09-00',
    '2026-09-14T24:00',
    '2026-09-14T25:00',
    '2026-09-14T08:60',
    '2026-09-14T08:30:60',
    '2026-09-14T08:30+99:00',
    '2026-09-14T08:30 CET',
    '2026-09-14T',
    '2026-09-14T08',
    '2026-09-14\n2026-09-15',
    '١٤-٠٩-٢٠٢٦',
  ])('that is none, or of a day that does not exist, is not moved to another: %j', (text) => {
    expect(parseWrittenDate(text)).toBeNull();
  });
});

describe('a written date without a zone', () => {
  it.each([
    ['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-01-01', 'Asia/Tokyo', '2025-12-31T15:00:00.000Z'],
    ['2026-01-01T09:30', 'Asia/Kathmandu', '2026-01-01T03:45:00.000Z'],
    ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ])('is what a clock there says: %s in %s', (text, timeZone, moment) => {
    expect(parseWrittenDate(text, timeZone)?.toISOString()).toBe(moment);
  });

  it('is the first moment of an hour that comes twice, and one near an hour that does not come', () => {
    expect(parseWrittenDate('2026-10-25T02:30', 'Europe/Berlin')?.toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
    expect(parseWrittenDate('2026-03-29T02:30', 'Europe/Berlin')?.toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('leaves a date with a zone where it is', () => {
    expect(parseWrittenDate('2026-01-01T00:00Z', 'Asia/Tokyo')?.toISOString()).toBe(
      '2026-01-01T00:00:00.000Z',
    );
  });
});

describe('a date in words', () => {
  const late = new Date('2026-09-14T23:30:00Z');
  const london = { locale: 'en-GB', timeZone: 'UTC' };
  const berlin = { locale: 'de', timeZone: 'Europe/Berlin' };

  it('is that of the language and of the place', () => {
    expect(formatLongDate(late, london)).toBe('14 September 2026');
    expect(formatLongDate(late, berlin)).toBe('15. September 2026');
    expect(formatFullDate(late, london)).toMatch(/^Monday,? 14 September 2026$/);
    expect(formatFullDate(late, berlin)).toBe('Dienstag, 15. September 2026');
    expect(formatDayAndMonth(late, { locale: 'en-US', timeZone: 'UTC' })).toBe('Sep 14');
    expect(formatMonth(late, berlin)).toBe('September');
    expect(formatMonth(late, { locale: 'ar', timeZone: 'UTC' })).toBe('سبتمبر');
  });

  it('is in the year and month that it is where the publication is', () => {
    const newYear = new Date('2026-12-31T23:30:00Z');
    expect(calendarMonth(newYear, 'UTC')).toEqual({ year: 2026, month: 12 });
    expect(calendarMonth(newYear, 'Asia/Tokyo')).toEqual({ year: 2027, month: 1 });
    expect(calendarMonth(new Date('2027-01-01T04:00:00Z'), 'America/New_York')).toEqual({
      year: 2026,
      month: 12,
    });
  });
});
