import { beforeAll, describe, expect, it } from 'vitest';
import { readPagefindMap, type PagefindMap } from '#src/collections/search/pagefind-map.ts';
import { CborError } from '#src/shared/search/cbor.ts';
import { unpack } from '#src/shared/search/index-format.ts';
import { writeWithPagefind } from '#tests/setup/search-pagefind.ts';

let files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
let packed: Uint8Array<ArrayBuffer>;
let map: PagefindMap;

beforeAll(async () => {
  files = await writeWithPagefind([
    {
      url: '/one',
      title: 'Müller mills',
      topics: [{ id: 'mills', name: 'Mills' }],
      html: '<p>Müller grinds. Muller, müller and MÜLLER too.</p>',
    },
    { url: '/two', title: 'Another', date: '2025-01-02', html: '<p>Nothing at all, Müller.</p>' },
  ]);
  const name = [...files.keys()].find((file) => file.endsWith('.pf_meta'));
  packed = files.get(name ?? '') ?? new Uint8Array();
  map = readPagefindMap(await unpack(packed));
});

describe('the map of an index', () => {
  it('has pages in the order in which they were given, with their lengths', () => {
    expect(map.pages.map(({ wordCount }) => wordCount)).toEqual([7, 4]);
  });

  it('has the fields and filters of pages', () => {
    expect([...map.filters.keys()].toSorted()).toEqual(['kind', 'topic', 'year']);
    expect(map.fields).toEqual(expect.arrayContaining(['title', 'topics', 'date']));
  });

  it('names the parts of the words in order', () => {
    expect(map.parts.map(({ from }) => from)).toEqual(['01']);
  });

  it('names every file of words, pages and filters', () => {
    const named = [
      ...map.parts.map(({ hash }) => `index/${hash}.pf_index`),
      ...map.pages.map(({ hash }) => `fragment/${hash}.pf_fragment`),
      ...[...map.filters.values()].map((hash) => `filter/${hash}.pf_filter`),
    ];
    const written = [...files.keys()].filter((name) =>
      /\.pf_(?:index|fragment|filter)$/u.test(name),
    );
    expect(named.toSorted()).toEqual(written.toSorted());
  });

  it('is refused where it is cut short, wherever that is', async () => {
    for (const length of [2, 10, Math.floor(packed.length / 2), packed.length - 1])
      await expect(unpack(packed.slice(0, length))).rejects.toThrow();
    const whole = await unpack(packed);
    for (let length = 0; length < whole.length; length += 1)
      expect(() => readPagefindMap(whole.subarray(0, length))).toThrow(CborError);
  });
});
