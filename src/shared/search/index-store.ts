import { lastNotAfter, partsWith } from './compare-keys.ts';
import { readFilter, readWords, unpack, type IndexedWord } from './index-format.ts';
import { readLengths, type IndexManifest, type IndexMap } from './index-map.ts';
import { IndexError, type FacetName, type ReadIndexFile } from './search-answer.ts';
import { readVocabulary, type KnownWord, type VocabularyFamily } from './vocabulary.ts';

/** Ids and names, for each facet whose values are ids: a file `labels.json`. */
export type Labels = Readonly<
  Partial<Record<FacetName, readonly (readonly [id: string, name: string])[]>>
>;

/** A page as it is shown: a file `fragment/<page>.pf_fragment`. */
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
  readonly fields: readonly string[];
  /** How many words each page has, and how many its headline. */
  readonly lengths: readonly number[];
  readonly titleLengths: readonly number[];
  readonly common: ReadonlySet<string>;
  readonly vocabulary: readonly VocabularyFamily[];
  readonly #map: IndexMap;
  readonly #read: ReadIndexFile;
  readonly #kept = new Map<string, Promise<unknown>>();

  private constructor(map: IndexMap, read: ReadIndexFile) {
    this.fields = map.fields;
    this.lengths = readLengths(map.lengths);
    this.titleLengths = readLengths(map.titleLengths);
    this.common = new Set(map.common);
    this.vocabulary = map.vocabulary;
    this.#map = map;
    this.#read = read;
  }

  static async open(locale: string, read: ReadIndexFile): Promise<IndexStore> {
    const { edition } = await parse(read, `${locale}.json`, json<IndexManifest>);
    if (edition === null) return new IndexStore(emptyMap, read);
    const readInEdition: ReadIndexFile = (path) => read(`editions/${edition}/${path}`);
    return new IndexStore(await parse(readInEdition, 'map.json', json<IndexMap>), readInEdition);
  }

  /** The word with this key, if the index knows it. */
  async word(key: string): Promise<IndexedWord | null> {
    const { parts } = this.#map;
    if (parts.length === 0) return null;
    return (await this.#words(Math.max(0, lastNotAfter(parts, key)))).get(key) ?? null;
  }

  /** Words that begin so, from at most `most` parts of the index. */
  async wordsFrom(beginning: string, most: number): Promise<[string, IndexedWord][]> {
    const parts = partsWith(this.#map.parts, beginning).slice(0, most);
    const found = await Promise.all(parts.map((part) => this.#words(part)));
    return found.flatMap((words) => [...words].filter(([key]) => key.startsWith(beginning)));
  }

  #words(part: number): Promise<ReadonlyMap<string, IndexedWord>> {
    return this.#keep(`index/${part}.pf_index`, unpacked(readWords));
  }

  /** Numbers of the pages that have each value of a facet. */
  async filter(name: FacetName): Promise<ReadonlyMap<string, readonly number[]>> {
    if (!this.#map.filters.includes(name)) return new Map();
    return this.#keep(`filter/${name}.pf_filter`, unpacked(readFilter));
  }

  /** A file of the vocabulary. */
  words(file: string): Promise<KnownWord[]> {
    return this.#keep(file, (bytes) => readVocabulary(decode(bytes)));
  }

  async labels(): Promise<Labels> {
    return this.lengths.length === 0 ? {} : this.#keep('labels.json', json<Labels>);
  }

  fragment(page: number): Promise<Fragment> {
    const read = (bytes: Uint8Array): Fragment => json<Fragment>(bytes);
    return this.#keep(`fragment/${page}.pf_fragment`, unpacked(read));
  }

  #keep<Value>(path: string, read: Reader<Value>): Promise<Value> {
    const kept = this.#kept.get(path);
    // One path is always read in one way.
    if (kept) return kept as Promise<Value>;
    const reading = parse(this.#read, path, read);
    this.#kept.set(path, reading);
    reading.catch(() => this.#kept.delete(path));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return reading;
  }
}

/** Files that are kept in memory, unpacked; the oldest goes first. A page of results needs some 20. */
const mostKept = 200;

const emptyMap: IndexMap = {
  fields: [],
  filters: [],
  parts: [],
  lengths: '',
  titleLengths: '',
  common: [],
  vocabulary: [],
};

type Reader<Value> = (bytes: Uint8Array<ArrayBuffer>) => Value | Promise<Value>;

function unpacked<Value>(read: (bytes: Uint8Array) => Value): Reader<Value> {
  return async (bytes) => read(await unpack(bytes));
}

/** Written by the build that wrote this program. */
function json<Value>(bytes: Uint8Array): Value {
  return JSON.parse(decode(bytes)) as Value;
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
