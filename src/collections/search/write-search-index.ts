import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { close, createIndex } from 'pagefind';
import type { IndexManifest } from '#src/shared/search/index-map.ts';
import { CompoundSplitter, writesCompounds } from './compound-words.ts';
import { indexableHtml } from './indexable-html.ts';
import { recordHtml } from './record-html.ts';
import type { SearchRecord } from './search-record.ts';
import { writeEdition } from './write-edition.ts';

/**
 * Pagefind cuts the index into parts of so many places; by itself of 20,000. What a reader downloads
 * for a word is the part that it is in.
 */
const placesPerPart = 2500;

export interface SearchIndexSource<Item extends SearchRecord = SearchRecord> {
  /** In the order of their dates, newest first, and pages last: the index numbers them so. */
  readonly records: readonly Item[];
  /** The body of a record as its page has it; null for texts that not everybody may read. */
  readonly htmlOf: (record: Item) => Promise<string | null>;
  /** The languages that can be searched, even if nothing is written in one. */
  readonly locales: readonly string[];
}

export class SearchIndexError extends Error {
  constructor(errors: readonly string[]) {
    super(`The search index could not be made.\n${errors.join('\n')}`);
    this.name = 'SearchIndexError';
  }
}

/**
 * Writes the search index into `folder`, which is emptied first.
 *
 * @throws SearchIndexError with everything that Pagefind says is wrong
 */
export async function writeSearchIndex<Item extends SearchRecord>(
  source: SearchIndexSource<Item>,
  folder: string,
): Promise<void> {
  const raw = path.join(folder, 'pagefind');
  await rm(folder, { recursive: true, force: true });
  await mkdir(raw, { recursive: true });
  await indexRecords(source, raw);
  for (const locale of source.locales) {
    const ofLocale = source.records.filter((record) => record.locale === locale);
    const edition = await writeEdition(locale, ofLocale, { raw, folder });
    const manifest: IndexManifest = { edition };
    await writeFile(path.join(folder, `${locale}.json`), JSON.stringify(manifest));
  }
  // Its interfaces, and its search in WebAssembly: nothing asks for them.
  await rm(raw, { recursive: true });
}

async function indexRecords<Item extends SearchRecord>(
  source: SearchIndexSource<Item>,
  folder: string,
): Promise<void> {
  // Pagefind's process reads it when it starts.
  process.env['PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE'] = String(placesPerPart);
  const { index, errors } = await createIndex();
  if (!index) throw new SearchIndexError(errors);
  try {
    const splitters = await learnCompounds(source);
    for (const record of source.records) {
      const html = indexableHtml((await source.htmlOf(record)) ?? '');
      const parts = splitters.get(record.locale)?.partsIn(textOf(record, html)) ?? [];
      // One after another: the order is the order of the pages' numbers.
      const added = await index.addHTMLFile({
        url: record.url,
        content: recordHtml(record, { html, parts }),
      });
      if (added.errors.length > 0) {
        throw new SearchIndexError(added.errors.map((error) => `${record.url}: ${error}`));
      }
    }
    const written = await index.writeFiles({ outputPath: folder });
    if (written.errors.length > 0) throw new SearchIndexError(written.errors);
  } finally {
    await index.deleteIndex();
    await close();
  }
}

async function learnCompounds<Item extends SearchRecord>({
  records,
  htmlOf,
}: SearchIndexSource<Item>): Promise<ReadonlyMap<string, CompoundSplitter>> {
  const splitters = new Map<string, CompoundSplitter>();
  for (const record of records.filter(({ locale }) => writesCompounds(locale))) {
    const splitter = splitters.get(record.locale) ?? new CompoundSplitter();
    splitters.set(record.locale, splitter);
    splitter.learn(textOf(record, indexableHtml((await htmlOf(record)) ?? '')));
  }
  return splitters;
}

function textOf({ title, description }: SearchRecord, html: string): string {
  return [title, description, html.replace(/<[^>]*>/gu, ' ')].join(' ');
}
