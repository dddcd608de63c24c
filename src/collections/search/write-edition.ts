import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '#src/collections/digest.ts';
import { readWords, unpack } from '#src/shared/search/index-format.ts';
import { writeLengths, type IndexMap } from '#src/shared/search/index-map.ts';
import { indexLanguageOf } from '#src/shared/search/index-words.ts';
import { WordStatistics } from './index-vocabulary.ts';
import { collectLabels } from './labels.ts';
import { readPagefindMap, type PagefindMap } from './pagefind-map.ts';
import { searchIndexVersion } from './search-index-version.ts';
import type { SearchRecord } from './search-record.ts';

export interface Folders {
  /** What Pagefind has written. Files are taken out of it. */
  readonly raw: string;
  /** The search index. */
  readonly folder: string;
}

/**
 * Makes the edition of a language: Pagefind's files under numbers, in a folder named by what is in
 * them, with a map, a vocabulary and the names of what results can be narrowed by.
 *
 * @returns the name of the folder; null where nothing is written in the language
 */
export async function writeEdition(
  locale: string,
  records: readonly SearchRecord[],
  { raw, folder }: Folders,
): Promise<string | null> {
  const mapFile = await findMap(raw, indexLanguageOf(locale));
  if (mapFile === null) return null;
  const labels = collectLabels(records);
  // The name of the map is a digest of the names of all other files, which are digests of theirs.
  // The version stands for what is made of them here: files of an edition are kept for a year.
  const edition = digestOf([searchIndexVersion, mapFile, labels]).slice(0, 12);
  const target = path.join(folder, 'editions', edition);
  for (const kind of ['index', 'fragment', 'filter', 'words']) {
    await mkdir(path.join(target, kind), { recursive: true });
  }
  const map = readPagefindMap(await read(path.join(raw, mapFile)));
  await takeFiles(map, raw, target);
  await writeFile(path.join(target, 'labels.json'), JSON.stringify(labels));
  await writeFile(path.join(target, 'map.json'), JSON.stringify(await describe(map, target)));
  return edition;
}

async function findMap(raw: string, language: string): Promise<string | null> {
  const beginning = `pagefind.${language}_`;
  const names = await readdir(raw);
  return names.find((name) => name.startsWith(beginning) && name.endsWith('.pf_meta')) ?? null;
}

async function takeFiles(map: PagefindMap, raw: string, target: string): Promise<void> {
  const take = (kind: string, hash: string, name: string | number): Promise<void> => {
    const file = path.join(kind, `${name}.pf_${kind}`);
    return rename(path.join(raw, kind, `${hash}.pf_${kind}`), path.join(target, file));
  };
  for (const [part, { hash }] of map.parts.entries()) await take('index', hash, part);
  for (const [page, { hash }] of map.pages.entries()) await take('fragment', hash, page);
  for (const [name, hash] of map.filters) await take('filter', hash, name);
}

/** Reads the index back, word by word: what the search needs to know of it, and that it can be read. */
async function describe(map: PagefindMap, target: string): Promise<IndexMap> {
  const words = new WordStatistics(map);
  for (const part of map.parts.keys()) {
    const file = path.join(target, 'index', `${part}.pf_index`);
    for (const [key, word] of readWords(await read(file))) words.add(key, word);
  }
  const files: [name: string, text: string][] = [];
  const vocabulary = words.vocabulary((name, text) => files.push([name, text]));
  await Promise.all(files.map(([name, text]) => writeFile(path.join(target, name), text)));
  return {
    fields: map.fields,
    filters: [...map.filters.keys()].toSorted(),
    parts: map.parts.map(({ from }) => from),
    lengths: writeLengths(map.pages.map(({ wordCount }) => wordCount)),
    titleLengths: writeLengths(words.titleLengths),
    common: words.common,
    vocabulary,
  };
}

async function read(file: string): Promise<Uint8Array> {
  return unpack(new Uint8Array(await readFile(file)));
}
