/**
 * A cell of CSV (RFC 4180). What spreadsheets would take for a formula is given an apostrophe, which
 * they show as text: an address or a name may be written by anybody.
 */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(values: readonly string[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}
