/** Dates as authors write them and as pages, feeds and machines read them. */

const writtenDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads `2026-09-14`, `2026-09-14T08:00Z` or `2026-09-14 08:00:00+02:00`. Without a zone of its own
 * it is what a clock in `timeZone` (an IANA name) says: a day begins where the publication is.
 * Answers null for anything else, and for days that do not exist (30 February), which `Date` would
 * silently move to the next month.
 */
export function parseWrittenDate(text: string, timeZone = 'UTC'): Date | null {
  const match = writtenDate.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone] = match;
  const isReal = !Number.isNaN(Date.parse(`${year}-${month}-${day}T00:00:00Z`));
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // `Date` takes 24:00 for the next midnight; nobody who writes it is sure which day it is.
  if (!isReal || midnight.getUTCDate() !== Number(day) || hour === '24') return null;
  const clock = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = zone === undefined ? momentOf(clock, timeZone) : new Date(clock + withColon(zone));
  return Number.isNaN(date.getTime()) ? null : date;
}

function withColon(zone: string): string {
  return /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}

/** The moment at which a clock in `timeZone` shows a date and time (the first, where it shows it twice). */
function momentOf(clock: string, timeZone: string): Date {
  const asIfUtc = Date.parse(`${clock}Z`);
  if (timeZone === 'UTC' || Number.isNaN(asIfUtc)) return new Date(asIfUtc);
  // The offset a day before and a day after: in between it changes once at most.
  const day = 24 * 60 * 60 * 1000;
  const offsets = [asIfUtc - day, asIfUtc + day].map((near) => offsetAt(near, timeZone));
  const moments = offsets.map((offset) => asIfUtc - offset).toSorted((a, b) => a - b);
  const shown = moments.find((moment) => moment + offsetAt(moment, timeZone) === asIfUtc);
  // A time that a clock leaves out in spring is the moment it would have been without the change.
  return new Date(shown ?? moments[1] ?? asIfUtc);
}

/** By how many milliseconds clocks in `timeZone` are ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = formatter({ locale: 'en-u-ca-gregory-nu-latn', timeZone }, clockOptions)
    .formatToParts(new Date(moment))
    .map(({ type, value }) => [type, Number(value)] as const);
  const {
    year = 0,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
    second = 0,
  } = Object.fromEntries(parts);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

const clockOptions: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
};

export interface DateStyle {
  readonly locale: string;
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(style: DateStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${style.locale} ${style.timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(style.locale, { ...options, timeZone: style.timeZone });
  formatters.set(key, made);
  return made;
}

/** `14 September 2026`, in the order and words of the locale. */
export function formatLongDate(date: Date, style: DateStyle): string {
  return formatter(style, { dateStyle: 'long' }).format(date);
}

/** `Monday, 14 September 2026`, for the nameplate. */
export function formatFullDate(date: Date, style: DateStyle): string {
  return formatter(style, { dateStyle: 'full' }).format(date);
}

/** `14 Sep`, for lists inside a year. */
export function formatDayAndMonth(date: Date, style: DateStyle): string {
  return formatter(style, { day: 'numeric', month: 'short' }).format(date);
}

/** `September`, for the headings of an archive. */
export function formatMonth(date: Date, style: DateStyle): string {
  return formatter(style, { month: 'long' }).format(date);
}

/** The year and the month (1 to 12) that `date` falls in, where the publication is. */
export function calendarMonth(date: Date, timeZone: string): { year: number; month: number } {
  const parts = formatter(
    { locale: 'en-u-ca-gregory-nu-latn', timeZone },
    { year: 'numeric', month: 'numeric' },
  ).formatToParts(date);
  const read = (type: string): number =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  return { year: read('year'), month: read('month') };
}

/** The day that `date` falls on where the publication is, such as 2026-09-14. */
export function calendarDay(date: Date, timeZone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return formatter({ locale: 'en-CA-u-ca-gregory-nu-latn', timeZone }, options).format(date);
}

/** The name of a day of the week, 1 being Monday. */
export function formatWeekday(day: number, locale: string): string {
  // The first of January 2024 was a Monday.
  return formatter({ locale, timeZone: 'UTC' }, { weekday: 'long' }).format(Date.UTC(2024, 0, day));
}
