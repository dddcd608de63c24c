import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareKeys } from '#src/shared/search/compare-keys.ts';
import { writeLengths, type IndexMap } from '#src/shared/search/index-map.ts';
import { IndexStore } from '#src/shared/search/index-store.ts';
import { openSearch } from '#src/shared/search/open-search.ts';
import { IndexError, type ReadIndexFile } from '#src/shared/search/search-answer.ts';
import {
  asked,
  editionOf,
  everythingOf,
  makeIndex,
  type SampleIndex,
} from '#tests/setup/search.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await makeIndex([
    { url: '/one', topics: [{ id: 'a', name: 'A' }], html: '<p>A copper kettle.</p>' },
  ]);
});

afterAll(() => index.remove());

type Bytes = Uint8Array<ArrayBuffer>;

/** Reads the index, but for its files of one kind, as long as something is wrong with them. */
function breaking(kind: string, change: (bytes: Bytes) => Bytes) {
  const state = { isBroken: true, reads: 0 };
  const read: ReadIndexFile = async (path) => {
    const bytes = await index.read(path);
    if (!path.replace(/^editions\/[^/]*\//u, '').startsWith(kind)) return bytes;
    state.reads += 1;
    return state.isBroken ? change(bytes) : bytes;
  };
  return { state, read };
}

function failing(failure: IndexError['failure']): (bytes: Bytes) => Bytes {
  return () => {
    throw new IndexError(failure);
  };
}

/** Asks for something that needs every kind of file. */
async function searchAll(read: ReadIndexFile): Promise<number> {
  const search = await openSearch({ locale: 'en', read });
  const answer = await search.find(asked('coper'));
  await answer.facets();
  return (await everythingOf(answer)).length;
}

const kinds = ['en.json', 'map.json', 'index/', 'words/', 'fragment/', 'filter/', 'labels.json'];

describe.each(kinds)('a file that cannot be read: %s', (kind) => {
  it.each(['unreachable', 'replaced', 'missing'] as const)(
    'is told as its reader tells it: %s',
    async (failure) => {
      const { read } = breaking(kind, failing(failure));
      await expect(searchAll(read)).rejects.toMatchObject({ name: 'IndexError', failure });
    },
  );

  it.each([
    ['cut short', (bytes: Bytes) => bytes.slice(0, Math.floor(bytes.length / 2))],
    ['a page', () => new TextEncoder().encode('<!doctype html>1<p>Gone') as Bytes],
    ['something else, packed', (bytes: Bytes) => bytes.map((byte, at) => (at < 10 ? byte : 0))],
  ])('is taken for one that was replaced where it is %s', async (what, change) => {
    // A list of words has no beginning or end that could tell.
    if (kind === 'words/') return;
    const { read } = breaking(kind, change);
    await expect(searchAll(read), what).rejects.toMatchObject({ failure: 'replaced' });
  });
});

describe('what could not be read', () => {
  it.each(['index/', 'words/', 'fragment/', 'filter/', 'labels.json'])(
    'is asked for again the next time: %s',
    async (kind) => {
      const { state, read } = breaking(kind, failing('unreachable'));
      const search = await openSearch({ locale: 'en', read });
      const ask = async (): Promise<number> => {
        const answer = await search.find(asked('coper'));
        await answer.facets();
        return (await everythingOf(answer)).length;
      };
      await expect(ask()).rejects.toThrow(IndexError);
      state.isBroken = false;
      state.reads = 0;
      expect(await ask()).toBe(1);
      expect(state.reads).toBeGreaterThan(0);
      state.reads = 0;
      expect(await ask()).toBe(1);
      expect(state.reads).toBe(0);
    },
  );
});

describe('an error of the index', () => {
  it('says what it came from', async () => {
    const { read } = breaking('map.json', () => new Uint8Array(3));
    await expect(searchAll(read)).rejects.toMatchObject({
      message: 'The search index is replaced.',
      cause: expect.any(Error),
    });
  });
});

describe('the store of an index', () => {
  it('has the manifest and the map read, and says what the map says', async () => {
    index.log.length = 0;
    const store = await IndexStore.open('en', index.read);
    const { folder, map } = await editionOf(index);
    expect(index.log).toEqual(['en.json', `${folder}/map.json`]);
    expect(store.fields).toEqual(map.fields);
    expect(store.vocabulary).toEqual(map.vocabulary);
    expect([...store.common]).toEqual(map.common);
    // The text has three words, the headline `/one` is one.
    expect(store.lengths.map(Math.round)).toEqual([3]);
    expect(store.titleLengths.map(Math.round)).toEqual([1]);
  });

  it('has words, filters, labels and pages of the folder of the edition', async () => {
    const store = await IndexStore.open('en', index.read);
    expect((await store.word('copper'))?.form).toBe('copper');
    expect(await store.word('coppe')).toBeNull();
    expect(await store.word('zzz')).toBeNull();
    expect(await store.word('')).toBeNull();
    expect((await store.wordsFrom('ke', 1)).map(([key]) => key)).toEqual(['kettle']);
    expect(await store.filter('topic')).toEqual(new Map([['a', [0]]]));
    expect(await store.filter('series')).toEqual(new Map());
    expect(await store.labels()).toMatchObject({ topic: [['a', 'A']] });
    expect(await store.fragment(0)).toMatchObject({ url: '/one', content: 'A copper kettle.' });
  });

  it('of a language without an edition reads its manifest only', async () => {
    const read: string[] = [];
    const store = await IndexStore.open('is', async (path) => {
      read.push(path);
      return encode({ edition: null });
    });
    expect(await store.word('copper')).toBeNull();
    expect(await store.wordsFrom('co', 5)).toEqual([]);
    expect(await store.filter('topic')).toEqual(new Map());
    expect(await store.labels()).toEqual({});
    expect([store.lengths, store.titleLengths, store.vocabulary]).toEqual([[], [], []]);
    expect(store.common.size).toBe(0);
    expect(read).toEqual(['is.json']);
  });
});

function encode(value: unknown): Bytes {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** A made-up index in parts of two words each, and the paths that were read of it. */
async function openParts(): Promise<{ store: IndexStore; log: string[]; keys: string[] }> {
  const keys = ['apple', 'apply', 'apt', 'arch', 'arm', 'art', 'bar', '𐐨bc'].toSorted(compareKeys);
  const map: IndexMap = {
    fields: [],
    filters: [],
    parts: keys.filter((_, at) => at % 2 === 0),
    lengths: writeLengths([1]),
    titleLengths: writeLengths([1]),
    common: [],
    vocabulary: [],
  };
  const log: string[] = [];
  const store = await IndexStore.open('en', async (path) => {
    log.push(path);
    if (path === 'en.json') return encode({ edition: 'abc' });
    if (path === 'editions/abc/map.json') return encode(map);
    const part = Number(/\/(\d+)\./u.exec(path)?.[1]);
    return path.includes('/words/')
      ? new TextEncoder().encode('0word0')
      : packedWords(keys.slice(2 * part, 2 * part + 2));
  });
  log.length = 0;
  return { store, log, keys };
}

/** Words without places as a file of the index has them, in CBOR. */
function packedWords(keys: readonly string[]): Bytes {
  const bytes = keys.flatMap((key) => {
    const text = [...new TextEncoder().encode(key)];
    return [0x83, 0x60 + text.length, ...text, 0x80, 0x80];
  });
  const signature = new TextEncoder().encode('pagefind_dcd');
  return new Uint8Array([...signature, 0x81, 0x80 + keys.length, ...bytes]);
}

describe('words in parts of the index', () => {
  it('are read from the part that they are in, and no other', async () => {
    const { store, log, keys } = await openParts();
    for (const [at, key] of keys.entries()) {
      expect((await store.word(key))?.form).toBe(key);
      expect(log).toHaveLength(Math.floor(at / 2) + 1);
      expect(log.at(-1)).toBe(`editions/abc/index/${Math.floor(at / 2)}.pf_index`);
    }
  });

  it('are looked for in the part in which they would be', async () => {
    const { store, log } = await openParts();
    for (const key of ['aaa', 'applying', 'army', '𐐩']) expect(await store.word(key)).toBeNull();
    expect(log.map((path) => path.replace(/^.*index\//u, ''))).toEqual([
      '0.pf_index',
      '2.pf_index',
      '3.pf_index',
    ]);
  });

  it('that begin alike are read from all parts that have some, or as many as allowed', async () => {
    const { store, log } = await openParts();
    const begun = async (beginning: string, most: number): Promise<string[]> =>
      (await store.wordsFrom(beginning, most)).map(([key]) => key);
    expect(await begun('ap', 1)).toEqual(['apple', 'apply']);
    expect(log).toHaveLength(1);
    expect(await begun('ap', 5)).toEqual(['apple', 'apply', 'apt']);
    expect(log).toHaveLength(2);
    expect(await begun('ar', 5)).toEqual(['arch', 'arm', 'art']);
    expect(await begun('𐐨', 5)).toEqual(['𐐨bc']);
    expect(await begun('zz', 5)).toEqual([]);
  });
});

function file(at: number): string {
  return `words/3-beginnings-${at}.txt`;
}

describe('files that were read', () => {
  it('are kept, two hundred of them: the oldest is forgotten, and read again', async () => {
    const { store, log } = await openParts();
    for (let at = 0; at < 200; at += 1) await store.words(file(at));
    for (let at = 0; at < 200; at += 1) await store.words(file(at));
    expect(log).toHaveLength(200);
    await store.words(file(200));
    log.length = 0;
    await store.words(file(200));
    await store.words(file(1));
    expect(log).toEqual([]);
    expect(await store.words(file(0))).toEqual([{ form: 'word', key: 'word', frequency: 0 }]);
    expect(log).toEqual([`editions/abc/${file(0)}`]);
  });

  it('are read once where they are asked for at the same time', async () => {
    const { store, log } = await openParts();
    await Promise.all([store.word('apple'), store.word('apply'), store.wordsFrom('app', 1)]);
    expect(log).toEqual(['editions/abc/index/0.pf_index']);
  });
});
