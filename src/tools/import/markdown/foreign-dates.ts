import { parseWrittenDate } from '#src/shared/dates.ts';

/** A date as Broadsheet writes it, and what had to be assumed to read it. */
export interface ForeignDate {
  /** `2020-01-02`, or `2020-01-02T10:00:00Z` where a time was given. */
  readonly text: string;
  readonly assumed: string | null;
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly rest?: string | undefined;
  readonly assumed?: string | undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const weekday = '^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+)?';
const day = '(\\d{1,2})(?:st|nd|rd|th)?';
const rest = '(?:[\\sT,]+(?:at\\s+)?(.+))?$';

const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${rest}`, 'i');
const compact = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$/;
const dayFirst = new RegExp(
  `${weekday}${day}(?:\\.?\\s+|-)(?:of\\s+)?${month}[\\s,-]+(\\d{4})${rest}`,
  'i',
);
const monthFirst = new RegExp(`${weekday}${month}\\s+${day},?\\s+(\\d{4})${rest}`, 'i');
const numeric = new RegExp(`^(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})${rest}`, 'i');
const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(.*)$/i;

/** Minutes from UTC of the abbreviations that blogs use. Others are ambiguous. */
const zones: Readonly<Record<string, string>> = {
  utc: '+00:00',
  gmt: '+00:00',
  z: '+00:00',
  wet: '+00:00',
  bst: '+01:00',
  cet: '+01:00',
  cest: '+02:00',
  eet: '+02:00',
  eest: '+03:00',
  msk: '+03:00',
  ist: '+05:30',
  jst: '+09:00',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
};

/** Reads a date in any usual spelling. Null where it is none, or a day that does not exist. */
export function readForeignDate(value: unknown): ForeignDate | null {
  // TOML dates are Date objects that print as they were written.
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : readText(value.toISOString());
  if (typeof value === 'number' && value >= 1e8) return readNumber(value);
  return typeof value === 'string' || typeof value === 'number'
    ? readText(String(value).trim())
    : null;
}

/** `20200102`, or seconds or milliseconds since 1970. */
function readNumber(value: number): ForeignDate | null {
  const date = new Date(value < 1e11 ? value * 1000 : value);
  return Number.isNaN(date.getTime())
    ? null
    : finished(date, 'a number of seconds or milliseconds since 1970');
}

function readText(text: string): ForeignDate | null {
  const parts = partsOf(text);
  if (!parts) return null;
  const written = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`;
  if (!parts.rest)
    return parseWrittenDate(written) ? { text: written, assumed: parts.assumed ?? null } : null;
  const clock = readClock(parts.rest);
  const date = clock ? parseWrittenDate(`${written}T${clock.text}`) : null;
  return date && finished(date, parts.assumed ?? clock?.assumed ?? null);
}

function partsOf(text: string): Parts | null {
  const plain = yearFirst.exec(text);
  if (plain)
    return { year: plain[1] ?? '', month: plain[2] ?? '', day: plain[3] ?? '', rest: plain[4] };
  const run = compact.exec(text);
  if (run) {
    const [, year = '', month = '', day = '', hour, minute, second = '00', zone = 'Z'] = run;
    return { year, month, day, rest: hour && `${hour}:${minute}:${second} ${zone}` };
  }
  const british = dayFirst.exec(text);
  if (british)
    return {
      year: british[3] ?? '',
      month: monthNumber(british[2]),
      day: british[1] ?? '',
      rest: british[4],
    };
  const american = monthFirst.exec(text);
  if (american)
    return {
      year: american[3] ?? '',
      month: monthNumber(american[1]),
      day: american[2] ?? '',
      rest: american[4],
    };
  const digits = numeric.exec(text);
  return digits && numericParts(digits);
}

function monthNumber(name = ''): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

/** `31.12.2020` has the day first; with slashes it depends on the country unless one is above 12. */
function numericParts([, first = '', mark, second = '', year = '', rest]: RegExpExecArray): Parts {
  if (mark === '.' || Number(first) > 12) return { year, month: second, day: first, rest };
  const isPlain = Number(second) > 12 || first === second;
  return {
    year,
    month: first,
    day: second,
    rest,
    assumed: isPlain ? undefined : 'month before day',
  };
}

function readClock(text: string): { text: string; assumed: string | null } | null {
  const match = time.exec(text);
  if (!match) return null;
  const [, hour = '', minute = '', second = '00', half = '', zone = ''] = match;
  const noon = half.toLowerCase() === 'p' ? 12 : 0;
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + noon;
  const { offset, assumed } = readZone(zone);
  return { text: `${String(hours).padStart(2, '0')}:${minute}:${second}${offset}`, assumed };
}

function readZone(text: string): { offset: string; assumed: string | null } {
  // `GMT+0100 (Central European Standard Time)`
  const zone = text
    .replace(/\s*\(.*\)$/, '')
    .replace(/^(?:gmt|utc)(?=[+-])/i, '')
    .trim();
  const numbers = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (numbers)
    return {
      offset: `${numbers[1]}${(numbers[2] ?? '').padStart(2, '0')}:${numbers[3] ?? '00'}`,
      assumed: null,
    };
  const known = zones[zone.toLowerCase()];
  if (known !== undefined || zone === '') return { offset: known ?? 'Z', assumed: null };
  return { offset: 'Z', assumed: `UTC for the time zone ${zone}` };
}

function finished(date: Date, assumed: string | null): ForeignDate {
  const text = date
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/\.\d{3}Z$/, 'Z');
  return { text: text.replace('T00:00:00Z', ''), assumed };
}
