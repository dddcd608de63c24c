import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSearch } from '#src/shared/search/open-search.ts';
import { IndexError, type ReadIndexFile } from '#src/shared/search/search-answer.ts';
import { asked, everythingOf, makeIndex, type SampleIndex } from '#tests/setup/search.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await makeIndex([
    { url: '/one', topics: [{ id: 'a', name: 'A' }], html: '<p>A copper kettle.</p>' },
  ]);
});

afterAll(() => index.remove());

type Bytes = Uint8Array<ArrayBuffer>;

/** Reads the index, but for the files of one folder, as long as something is wrong with it. */
function breaking(folder: string, change: (bytes: Bytes) => Bytes) {
  const state = { isBroken: true, reads: 0 };
  const read: ReadIndexFile = async (path) => {
    const bytes = await index.read(path);
    if (!path.startsWith(folder)) return bytes;
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

const kinds = ['en.json', 'map/', 'index/', 'words/', 'fragment/', 'filter/', 'labels/'];

describe.each(kinds)('a file that cannot be read: %s', (folder) => {
  it.each(['unreachable', 'replaced', 'missing'] as const)(
    'is told as its reader tells it: %s',
    async (failure) => {
      const { read } = breaking(folder, failing(failure));
      await expect(searchAll(read)).rejects.toMatchObject({ name: 'IndexError', failure });
    },
  );

  it.each([
    ['cut short', (bytes: Bytes) => bytes.slice(0, Math.floor(bytes.length / 2))],
    ['a page', () => new TextEncoder().encode('<!doctype html>1<p>Gone') as Bytes],
    ['something else, packed', (bytes: Bytes) => bytes.map((byte, at) => (at < 10 ? byte : 0))],
  ])('is taken for one that was replaced where it is %s', async (what, change) => {
    // A list of words has no beginning or end that could tell.
    if (folder === 'words/') return;
    const { read } = breaking(folder, change);
    await expect(searchAll(read), what).rejects.toMatchObject({ failure: 'replaced' });
  });
});

describe('what could not be read', () => {
  it.each(['index/', 'words/', 'fragment/', 'filter/', 'labels/'])(
    'is asked for again the next time: %s',
    async (folder) => {
      const { state, read } = breaking(folder, failing('unreachable'));
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
    const { read } = breaking('map/', () => new Uint8Array(3));
    await expect(searchAll(read)).rejects.toMatchObject({
      message: 'The search index is replaced.',
      cause: expect.any(Error),
    });
  });
});
