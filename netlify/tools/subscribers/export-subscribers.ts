import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { openDatabase, rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { csvLine } from './csv-cell.ts';
import { readOptions } from './read-options.ts';

const columns = [
  'email',
  'status',
  'locale',
  'frequency',
  'topics',
  'created_at',
  'confirmed_at',
  'unsubscribed_at',
] as const;

const atOnce = 1000;

interface Row extends Record<string, unknown> {
  readonly id: string;
}

/** `export`: all subscribers as CSV, page by page: there may be a million. */
export async function exportSubscribers(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, { out: { type: 'string' } }, 0);
  const lines = Readable.from(linesOf(openDatabase()));
  if (typeof values['out'] === 'string') {
    // Addresses are nobody else's business.
    await pipeline(lines, createWriteStream(values['out'], { mode: 0o600 }));
    console.error(`Written to ${values['out']}.`);
  } else await pipeline(lines, process.stdout, { end: false });
  return 0;
}

export async function* linesOf(database: Database): AsyncGenerator<string> {
  yield csvLine(columns);
  let last: string | null = null;
  for (;;) {
    const after = last === null ? sql`` : sql`where id > ${last}`;
    const found: Row[] = await rowsOf<Row>(
      database,
      sql`select id, address as email, status, locale, frequency, array_to_string(topics, ' ') as topics,
          created_at::text, confirmed_at::text, unsubscribed_at::text
        from subscribers ${after} order by id limit ${atOnce}`,
    );
    for (const row of found) yield csvLine(columns.map((column) => String(row[column] ?? '')));
    last = found.at(-1)?.id ?? null;
    if (found.length < atOnce) return;
  }
}
