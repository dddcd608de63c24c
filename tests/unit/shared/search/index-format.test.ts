import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CborError } from '#src/shared/search/cbor.ts';
import { FormatError, readFilter, readWords, unpack } from '#src/shared/search/index-format.ts';
import { editionOf, makeIndex, type SampleIndex } from '#tests/setup/search.ts';

let index: SampleIndex;
let folder: string;
let fields: readonly string[];

beforeAll(async () => {
  index = await makeIndex([
    {
      url: '/one',
      title: 'Müller mills',
      topics: [{ id: 'mills', name: 'Mills' }],
      html: '<p>Müller grinds. Muller, müller and MÜLLER too.</p>',
    },
    { url: '/two', title: 'Another', date: '2025-01-02', html: '<p>Nothing at all, Müller.</p>' },
  ]);
  const edition = await editionOf(index);
  folder = edition.folder;
  fields = edition.map.fields;
});

afterAll(() => index.remove());

describe('a part of the words', () => {
  it('has a word once, with the places of all its spellings', async () => {
    const words = readWords(await unpack(await index.read(`${folder}/index/0.pf_index`)));
    const word = words.get('muller');
    expect(word?.form).toBe('müller');
    const title = fields.indexOf('title');
    expect(word?.postings).toHaveLength(2);
    expect(word?.postings[0]?.page).toBe(0);
    const positions = word?.postings[0]?.places.filter((_number, at) => at % 2 === 1) ?? [];
    expect(positions.toSorted((a, b) => a - b)).toEqual([0, 2, 3, 5]);
    expect(word?.postings[0]?.fields).toEqual([title, 0]);
    expect(word?.spellings.map(({ form }) => form).toSorted()).toEqual(['muller', 'müller']);
  });
});

describe('a filter', () => {
  it('has the pages of each of its values', async () => {
    const filter = readFilter(await unpack(await index.read(`${folder}/filter/year.pf_filter`)));
    expect([...filter]).toEqual([
      ['2025', [1]],
      ['2026', [0]],
    ]);
  });
});

const kinds = [
  ['index/0.pf_index', readWords],
  ['filter/year.pf_filter', readFilter],
] as const;

describe.each(kinds)('a file of the index: %s', (name, readFile) => {
  it('may have been unpacked on its way', async () => {
    const packed = await index.read(`${folder}/${name}`);
    const plain = new Uint8Array(gunzipSync(packed));
    expect(await unpack(plain)).toEqual(await unpack(packed));
  });

  it('is refused where it is cut short, wherever that is', async () => {
    const packed = await index.read(`${folder}/${name}`);
    for (const length of [2, 10, Math.floor(packed.length / 2), packed.length - 1])
      await expect(unpack(packed.slice(0, length))).rejects.toThrow();
    const whole = await unpack(packed);
    for (let length = 0; length < whole.length; length += 1)
      expect(() => readFile(whole.subarray(0, length))).toThrow(CborError);
  });
});

describe('a file of the index', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['a page', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
    ['something else, packed', new Uint8Array(gzipSync('pagefind_dcx and more'))],
    ['the beginning only', new TextEncoder().encode('pagefind_d')],
  ])('is refused where it is %s', async (_what, bytes) => {
    await expect(unpack(new Uint8Array(bytes))).rejects.toThrow(FormatError);
  });
});
