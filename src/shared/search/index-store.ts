import { lastNotAfter } from './compare-keys.ts';
import {
  readFilter,
  readIndexMap,
  readWords,
  unpack,
  type IndexedWord,
  type IndexMap,
} from './index-format.ts';
import { IndexError, type FacetName, type ReadIndexFile } from './search-answer.ts';
import { readVocabulary, type KnownWord, type VocabularyFamily } from './vocabulary.ts';

/** What the index of a language is made of: a file `<locale>.json`, written by the build. */
export interface IndexManifest {
  /** Hash of the file that maps the index: `map/<hash>.pf_meta`. */
  readonly map: string;
  /** For each page how many words its headline has: the character of that code, from a space on. */
  readonly titleLengths: string;
  /** Keys of words that nearly every page has. */
  readonly common: readonly string[];
  readonly vocabulary: readonly VocabularyFamily[];
  /** Hash of the file with the names of what results are narrowed by. */
  readonly labels: string;
}

/** Ids and names, for each facet whose values are ids: a file `labels/<hash>.json`. */
export type Labels = Readonly<
  Partial<Record<FacetName, readonly (readonly [id: string, name: string])[]>>
>;

/** A page as it is shown: a file `fragment/<hash>.pf_fragment`. */
export interface Fragment {
  readonly url: string;
  readonly content: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly anchors: readonly FragmentAnchor[];
}

export interface FragmentAnchor {
  readonly element: string;
  readonly id: string;
  readonly text: string;
  /** Position of the word that follows. */
  readonly location: number;
}

/**
 * The files of one language's index, each read once and only when it is needed.
 *
 * Every method throws an {@link IndexError} where a file cannot be had or is not what it should be;
 * what has failed is asked for again the next time.
 */
export class IndexStore {
  readonly manifest: IndexManifest;
  readonly map: IndexMap;
  /** How many words the headline of each page has. */
  readonly titleLengths: readonly number[];
  readonly #read: ReadIndexFile;
  readonly #kept = new Map<string, Promise<unknown>>();

  private constructor(manifest: IndexManifest, map: IndexMap, read: ReadIndexFile) {
    this.manifest = manifest;
    this.map = map;
    this.titleLengths = Array.from(manifest.titleLengths, readLength);
    this.#read = read;
  }

  static async open(locale: string, read: ReadIndexFile): Promise<IndexStore> {
    const manifest = await parse(read, `${locale}.json`, readManifest);
    if (manifest === null) return new IndexStore(emptyManifest, emptyMap, read);
    const map = await parse(read, `map/${manifest.map}.pf_meta`, unpacked(readIndexMap));
    return new IndexStore(manifest, map, read);
  }

  /** The words of the part of the index that `key` is in, or would be. */
  async wordsAround(key: string): Promise<ReadonlyMap<string, IndexedWord>> {
    const place = Math.max(0, lastNotAfter(this.map.chunks, key));
    return this.#words(this.map.chunks[place]?.hash);
  }

  /** The word with this key, if the index knows it. */
  async word(key: string): Promise<IndexedWord | null> {
    return (await this.wordsAround(key)).get(key) ?? null;
  }

  /** Words that begin so, from at most `most` parts of the index. */
  async wordsFrom(beginning: string, most: number): Promise<[string, IndexedWord][]> {
    const { chunks } = this.map;
    const first = Math.max(0, lastNotAfter(chunks, beginning));
    const last = Math.max(first, lastNotAfter(chunks, `${beginning}\u{10FFFF}`));
    const parts = await Promise.all(
      chunks
        .slice(first, Math.min(last, first + most - 1) + 1)
        .map(({ hash }) => this.#words(hash)),
    );
    return parts.flatMap((words) => [...words].filter(([key]) => key.startsWith(beginning)));
  }

  #words(hash: string | undefined): Promise<ReadonlyMap<string, IndexedWord>> {
    if (hash === undefined) return Promise.resolve(new Map());
    return this.#keep(`index/${hash}.pf_index`, unpacked(readWords));
  }

  /** Numbers of the pages that have each value of a facet. */
  async filter(name: FacetName): Promise<ReadonlyMap<string, readonly number[]>> {
    const hash = this.map.filters.get(name);
    if (hash === undefined) return new Map();
    return this.#keep(`filter/${hash}.pf_filter`, unpacked(readFilter));
  }

  vocabulary(hash: string): Promise<KnownWord[]> {
    return this.#keep(`words/${hash}.txt`, (bytes) => readVocabulary(decode(bytes)));
  }

  async labels(): Promise<Labels> {
    if (this.manifest.labels === '') return {};
    const path = `labels/${this.manifest.labels}.json`;
    return this.#keep(path, (bytes) => JSON.parse(decode(bytes)) as Labels);
  }

  fragment(page: number): Promise<Fragment> {
    const hash = this.map.pages[page]?.hash ?? '';
    const read = (bytes: Uint8Array): Fragment => JSON.parse(decode(bytes)) as Fragment;
    return this.#keep(`fragment/${hash}.pf_fragment`, unpacked(read));
  }

  #keep<Value>(path: string, read: Reader<Value>): Promise<Value> {
    const kept = this.#kept.get(path);
    // One path is always read in one way.
    if (kept) return kept as Promise<Value>;
    const reading = parse(this.#read, path, read);
    this.#kept.set(path, reading);
    reading.catch(() => this.#kept.delete(path));
    return reading;
  }
}

/** Null where nothing is written in the language. */
function readManifest(bytes: Uint8Array): IndexManifest | null {
  // Written by the build that wrote this program.
  return JSON.parse(decode(bytes)) as IndexManifest | null;
}

const emptyManifest: IndexManifest = {
  map: '',
  titleLengths: '',
  common: [],
  vocabulary: [],
  labels: '',
};
const emptyMap: IndexMap = { pages: [], chunks: [], filters: new Map(), fields: [] };

const firstLength = 32;

export function writeLength(words: number): string {
  return String.fromCharCode(firstLength + Math.min(words, 90));
}

function readLength(character: string): number {
  return character.charCodeAt(0) - firstLength;
}

type Reader<Value> = (bytes: Uint8Array<ArrayBuffer>) => Value | Promise<Value>;

function unpacked<Value>(read: (bytes: Uint8Array) => Value): Reader<Value> {
  return async (bytes) => read(await unpack(bytes));
}

/** A file that is there but cannot be read is cut short, or another's: both mend by asking anew. */
async function parse<Value>(
  read: ReadIndexFile,
  path: string,
  reader: Reader<Value>,
): Promise<Value> {
  const bytes = await read(path);
  try {
    return await reader(bytes);
  } catch (cause) {
    throw new IndexError('replaced', { cause });
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
