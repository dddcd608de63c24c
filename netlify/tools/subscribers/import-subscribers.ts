import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import {
  findLocale,
  importRow,
  type ImportOutcome,
  type Offered,
} from '#netlify/lib/newsletter/import-row.ts';
import { readOptions } from './read-options.ts';
import { WrongUseError } from './wrong-use.ts';

const outcomes: Readonly<Record<ImportOutcome['kind'], string>> = {
  subscribed: 'subscribed, with proof of consent',
  asked: 'asked by mail: there was no proof',
  known: 'left as they are: they are known already',
  suppressed: 'left out: they complained, bounced or were erased',
  invalid: 'not read',
};

const mostMistakesShown = 20;

/** `import <file.csv>`. */
export async function importSubscribers(args: readonly string[]): Promise<number> {
  const options = {
    'dry-run': { type: 'boolean' },
    locale: { type: 'string' },
    // What `src/tools/subscribers.ts` read of the content folder, which this room does not see.
    offered: { type: 'string' },
  } as const;
  const { values, positionals } = readOptions(args, options, 1);
  const [file] = positionals;
  if (file === undefined) throw new WrongUseError('Which file? Name a CSV file.');
  const size = (await stat(file).catch(() => null))?.size;
  if (size === undefined) throw new WrongUseError(`There is no file ${file}.`);
  const isDryRun = values['dry-run'] === true;
  const offered = parseOffered(values['offered']);
  const locale = localeFor(values['locale'], offered);
  const counts = new Map<ImportOutcome['kind'], number>();
  const mistakes: string[] = [];
  const source = createReadStream(file);
  const rows = source.pipe(
    parse({
      bom: true,
      columns: (names: string[]) => names.map(nameOf),
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: 100_000,
    }),
  );
  const database = openDatabase();
  let done = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<Parsed>) {
      if (!('email' in record)) throw new WrongUseError(noColumn(file, Object.keys(record)));
      const outcome = await importRow(database, record, { offered, locale, isDryRun });
      counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
      if (outcome.kind === 'invalid') mistakes.push(`  line ${info.lines}: ${outcome.reason}`);
      done += 1;
      if (done % 200 === 0) showProgress(done, source.bytesRead / Math.max(1, size));
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')))
      throw error;
    console.error(
      `${file} is no CSV after ${done} rows: ${error.message}\nRows before that are imported; run it again when it is mended.`,
    );
    return 1;
  }
  clearProgress();
  report(counts, mistakes, isDryRun);
  return 0;
}

function parseOffered(json: unknown): Offered {
  const { locales, topics } = JSON.parse(String(json)) as Record<keyof Offered, string[]>;
  return { locales, topics };
}

function localeFor(asked: unknown, offered: Offered): string {
  const locale = findLocale(
    typeof asked === 'string' ? asked : (offered.locales[0] ?? ''),
    offered,
  );
  if (locale !== null) return locale;
  throw new WrongUseError(
    `--locale is ${JSON.stringify(asked)}; the site has ${offered.locales.join(', ')}.`,
  );
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** `E-Mail Address` and `email` are the same. */
function nameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z]+/gu, '_')
    .replaceAll(/^_|_$/gu, '');
  return ['e_mail', 'mail', 'address', 'email_address', 'e_mail_address'].includes(plain)
    ? 'email'
    : plain;
}

function noColumn(file: string, names: readonly string[]): string {
  return `${file} has no column email. Its first line names: ${names.join(', ') || 'nothing'}.`;
}

function report(
  counts: ReadonlyMap<ImportOutcome['kind'], number>,
  mistakes: readonly string[],
  isDryRun: boolean,
): void {
  if (isDryRun) console.log('Nothing was written (--dry-run).');
  for (const [kind, words] of Object.entries(outcomes)) {
    const count = counts.get(kind as ImportOutcome['kind']) ?? 0;
    if (count > 0) console.log(`${String(count).padStart(8)}  ${words}`);
  }
  for (const mistake of mistakes.slice(0, mostMistakesShown)) console.log(mistake);
  if (mistakes.length > mostMistakesShown)
    console.log(`  … and ${mistakes.length - mostMistakesShown} more`);
}

function showProgress(done: number, share: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} rows, ${Math.round(share * 100)} % `);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}
