/** Dates as authors write them and as pages, feeds and machines read them. */

const writtenDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads `2026-09-14`, `2026-09-14T08:00Z` or `2026-09-14 08:00:00+02:00`. Without a zone it is UTC.
 * Answers null for anything else, and for days that do not exist (30 February), which `Date` would
 * silently move to the next month.
 */
export function parseWrittenDate(text: string): Date | null {
  const match = writtenDate.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const isReal = !Number.isNaN(Date.parse(`${year}-${month}-${day}T00:00:00Z`));
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // `Date` takes 24:00 for the next midnight; nobody who writes it is sure which day it is.
  if (!isReal || midnight.getUTCDate() !== Number(day) || hour === '24') return null;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date;
}

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
