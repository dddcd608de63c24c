/** Nobody asks for more patience than this; what does is a mistake, or a wish to be left alone. */
const longestInSeconds = 24 * 60 * 60;

/** Reads `Retry-After` (RFC 9110, 10.2.3), seconds or a date; null for what is neither. */
export function readRetryAfter(value: string | null, now: Date): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,15}(?:\.\d{1,15})?$/u.test(text)) return within(Math.ceil(Number(text)));
  // `Date.parse` alone takes nearly anything, a bare number too.
  if (!/^[a-z]{3,9},? .*\d{2}:\d{2}:\d{2}/iu.test(text)) return null;
  const until = Date.parse(text);
  return Number.isNaN(until) ? null : within(Math.ceil((until - now.getTime()) / 1000));
}

function within(seconds: number): number {
  return Math.min(Math.max(seconds, 0), longestInSeconds);
}
