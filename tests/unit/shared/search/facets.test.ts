import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  facetNames,
  type FacetName,
  type Search,
  type SearchQuery,
} from '#src/shared/search/search-answer.ts';
import { asked, makeIndex, openSample, pathsFor, type SampleIndex } from '#tests/setup/search.ts';

const type = { id: 'type', name: 'Typography' };
const paper = { id: 'paper', name: 'Paper' };
const proto = { id: '__proto__', name: 'Prototypes' };
const ann = { id: 'ann', name: 'Ann' };
const bob = { id: 'bob', name: 'Bob' };

let index: SampleIndex;
let search: Search;

beforeAll(async () => {
  index = await makeIndex([
    { url: '/1', topics: [type], authors: [ann], date: '2026-05-01', html: '<p>kettle</p>' },
    { url: '/2', topics: [type, paper], authors: [bob], date: '2026-04-01', html: '<p>kettle</p>' },
    { url: '/3', topics: [paper], authors: [bob], date: '2025-04-01', html: '<p>kettle</p>' },
    { url: '/4', topics: [paper], authors: [ann], date: '2024-01-01', html: '<p>spoon</p>' },
    { url: '/5', topics: [proto], series: { id: 's', name: 'S' }, html: '<p>spoon</p>' },
    { url: '/6', kind: 'page', date: null, html: '<p>kettle</p>' },
  ]);
  search = await openSample(index);
});

afterAll(() => index.remove());

type Choices = Partial<Record<FacetName, readonly string[]>>;

function choosing(text: string, choices: Choices): SearchQuery {
  const chosen = facetNames.flatMap((name) => {
    const values = choices[name];
    return values ? [[name, values] as const] : [];
  });
  return asked(text, { chosen: new Map(chosen) });
}

/** Values of a facet with their counts, in order. */
async function counts(name: FacetName, text: string, choices: Choices = {}): Promise<string[]> {
  const answer = await search.find(choosing(text, choices));
  const values = (await answer.facets()).get(name) ?? [];
  return values.map(({ value, count }) => `${value} ${count}`);
}

describe('what results can be narrowed by', () => {
  it('is counted among them, most frequent first', async () => {
    expect(await counts('topic', 'kettle')).toEqual(['paper 2', 'type 2']);
    expect(await counts('author', 'kettle')).toEqual(['bob 2', 'ann 1']);
    expect(await counts('kind', 'kettle')).toEqual(['article 3', 'page 1']);
  });

  it('has years newest first', async () => {
    expect(await counts('year', 'kettle spoon')).toEqual(['2026 3', '2025 1', '2024 1']);
  });

  it('has its names beside ids', async () => {
    const facets = await (await search.find(asked('kettle'))).facets();
    expect(facets.get('topic')?.map(({ label }) => label)).toEqual(['Paper', 'Typography']);
    expect(facets.get('kind')?.map(({ label }) => label)).toEqual(['article', 'page']);
  });

  it('is counted as if nothing were chosen of the same kind', async () => {
    expect(await counts('topic', 'kettle', { topic: ['type'] })).toEqual(['paper 2', 'type 2']);
    expect(await counts('author', 'kettle', { topic: ['type'] })).toEqual(['ann 1', 'bob 1']);
  });

  it('is counted within what is chosen of other kinds', async () => {
    const chosen = { author: ['bob'], year: ['2026'] };
    expect(await counts('topic', 'kettle', chosen)).toEqual(['paper 1', 'type 1']);
    expect(await counts('author', 'kettle', chosen)).toEqual(['ann 1', 'bob 1']);
    expect(await counts('year', 'kettle', chosen)).toEqual(['2026 1', '2025 1']);
  });

  it('keeps what is chosen, even if it leaves nothing', async () => {
    expect(await counts('author', 'kettle', { author: ['ann'], year: ['2025'] })).toContain(
      'ann 0',
    );
  });
});

describe('choices', () => {
  it('of one kind widen, those of several narrow', async () => {
    expect(await pathsFor(search, choosing('', { topic: ['type', 'paper'] }))).toEqual([
      '/1',
      '/2',
      '/3',
      '/4',
    ]);
    expect(await pathsFor(search, choosing('', { topic: ['type'], author: ['bob'] }))).toEqual([
      '/2',
    ]);
  });

  it('find all that has them, newest first, where there are no words', async () => {
    expect(await pathsFor(search, choosing('', { kind: ['page'] }))).toEqual(['/6']);
    expect(await pathsFor(search, choosing('', { author: ['ann'] }))).toEqual(['/1', '/4']);
  });

  it.each(['nobody', '', 'constructor', 'toString', 'hasOwnProperty', '<b>', 'TYPE'])(
    'of a value that nothing has is passed over, and named: %j',
    async (value) => {
      const all = await pathsFor(search, 'kettle');
      expect(await pathsFor(search, choosing('kettle', { topic: [value] }))).toEqual(all);
      expect(await pathsFor(search, choosing('', { topic: [value] }))).toEqual([]);
      expect(await pathsFor(search, choosing('', { topic: [value, 'type'] }))).toEqual([
        '/1',
        '/2',
      ]);
      const { unknown } = await search.find(choosing('kettle', { topic: ['type', value] }));
      expect(unknown).toEqual([{ name: 'topic', value }]);
    },
  );

  it('alone are counted beside what else could be chosen', async () => {
    expect(await counts('topic', '', { topic: ['type'] })).toEqual([
      'paper 3',
      'type 2',
      '__proto__ 1',
    ]);
    expect(await counts('author', '', { topic: ['type'] })).toEqual(['ann 1', 'bob 1']);
  });

  it('may be called __proto__', async () => {
    expect(await pathsFor(search, choosing('', { topic: ['__proto__'] }))).toEqual(['/5']);
    const facets = await (await search.find(choosing('', { topic: ['__proto__'] }))).facets();
    expect(facets.get('topic')?.map(({ label }) => label)).toContain('Prototypes');
  });

  it('that are empty are none', async () => {
    expect(await pathsFor(search, choosing('spoon', { topic: [] }))).toEqual(['/4', '/5']);
  });
});
