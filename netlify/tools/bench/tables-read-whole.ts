/** Tables that grow with the people who read. */
const tables: ReadonlySet<string> = new Set([
  'subscribers',
  'deliveries',
  'tokens',
  'outbox',
  'consent_events',
  'limits',
  'users',
  'sessions',
  'accounts',
]);

/** Which of them a plan of Postgres, as `explain (format text)` writes it, reads from end to end. */
export function tablesReadWhole(lines: readonly string[]): string[] {
  const found = lines.flatMap((line) => /\bSeq Scan on (?:\w+\.)?"?(\w+)/u.exec(line)?.[1] ?? []);
  return [...new Set(found)].filter((table) => tables.has(table));
}
