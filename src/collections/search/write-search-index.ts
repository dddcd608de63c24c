import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { close, createIndex } from 'pagefind';
import { sha256Hex } from '#src/collections/digest.ts';
import { readIndexMap, readWords, unpack } from '#src/shared/search/index-format.ts';
import type { IndexManifest } from '#src/shared/search/index-store.ts';
import { indexLanguageOf } from '#src/shared/search/index-words.ts';
import { CompoundSplitter, writesCompounds } from './compound-words.ts';
import { collectLabels } from './labels.ts';
import { WordStatistics } from './index-vocabulary.ts';
import { indexableHtml } from './indexable-html.ts';
import { recordHtml } from './record-html.ts';
import type { SearchRecord } from './search-record.ts';

/**
 * Pagefind cuts the index into parts of so many places; by itself of 20,000. What a reader downloads
 * for a word is the part that it is in.
 */
const placesPerPart = 5000;

/** What of Pagefind's output is read: neither its interfaces nor its search in WebAssembly is. */
const usedFolders: ReadonlySet<string> = new Set(['filter', 'fragment', 'index', 'map']);
const mapName = /^pagefind\.(.+)_[0-9a-f]+\.pf_meta$/;

/** Changes when the same records would make another index. */
export const searchIndexVersion = 2;

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
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await indexRecords(source, folder);
  const maps = await tidyFolder(folder);
  for (const locale of source.locales) {
    const manifest = await describeIndex(locale, { maps, folder, records: source.records });
    await writeFile(path.join(folder, `${locale}.json`), JSON.stringify(manifest));
  }
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

/** Removes what is not read. Answers the names of the files that map an index, by its language. */
async function tidyFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const maps = new Map<string, string>();
  for (const name of await readdir(folder)) {
    const language = mapName.exec(name)?.[1];
    if (language !== undefined) maps.set(language, await moveMap(folder, name));
    else if (!usedFolders.has(name)) await rm(path.join(folder, name), { recursive: true });
  }
  return maps;
}

/** Into a folder of its own, whose files may be cached for good as those of the others. */
async function moveMap(folder: string, name: string): Promise<string> {
  await mkdir(path.join(folder, 'map'), { recursive: true });
  const hash = /_([0-9a-f]+)\.pf_meta$/.exec(name)?.[1] ?? name;
  await rename(path.join(folder, name), path.join(folder, 'map', `${hash}.pf_meta`));
  return hash;
}

interface Written {
  readonly maps: ReadonlyMap<string, string>;
  readonly folder: string;
  readonly records: readonly SearchRecord[];
}

/** Reads the index of a language back, and writes what the search needs to know of it beside. */
async function describeIndex(
  locale: string,
  { maps, folder, records }: Written,
): Promise<IndexManifest | null> {
  const hash = maps.get(indexLanguageOf(locale));
  if (hash === undefined) return null;
  const keeper = await createKeeper(folder);
  const map = readIndexMap(await read(folder, `map/${hash}.pf_meta`));
  const words = new WordStatistics(map);
  for (const chunk of map.chunks) {
    const part = readWords(await read(folder, `index/${chunk.hash}.pf_index`));
    for (const [key, word] of part) words.add(key, word);
  }
  const vocabulary = words.vocabulary((text) => keeper.keep('words', text));
  const ofLocale = records.filter((record) => record.locale === locale);
  const labels = keeper.keep('labels', JSON.stringify(collectLabels(ofLocale)));
  await keeper.done();
  return { map: hash, common: words.common, vocabulary, labels };
}

async function read(folder: string, name: string): Promise<Uint8Array> {
  return unpack(new Uint8Array(await readFile(path.join(folder, name))));
}

const endings = { words: 'txt', labels: 'json' } as const;

interface Keeper {
  /** Writes a file named by its content, and answers the name. */
  readonly keep: (kind: keyof typeof endings, text: string) => string;
  /** When everything is on disk. */
  readonly done: () => Promise<unknown>;
}

async function createKeeper(folder: string): Promise<Keeper> {
  const writing: Promise<void>[] = [];
  for (const kind of Object.keys(endings))
    await mkdir(path.join(folder, kind), { recursive: true });
  return {
    keep: (kind, text) => {
      const hash = sha256Hex(text).slice(0, 10);
      writing.push(writeFile(path.join(folder, kind, `${hash}.${endings[kind]}`), text));
      return hash;
    },
    done: () => Promise.all(writing),
  };
}
