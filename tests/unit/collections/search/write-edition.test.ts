import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeEdition } from '#src/collections/search/write-edition.ts';
import { readLengths, type IndexMap } from '#src/shared/search/index-map.ts';
import { IndexStore } from '#src/shared/search/index-store.ts';
import { vocabularyFile } from '#src/shared/search/vocabulary.ts';
import { makeTemporaryFolder } from '#tests/setup/content.ts';
import { editionOf, makeIndex, recordOf, type SamplePage } from '#tests/setup/search.ts';
import { writeFilesInto, writeWithPagefind } from '#tests/setup/search-pagefind.ts';

const program = vi.hoisted(() => ({ version: 1 }));

vi.mock('#src/collections/search/search-index-version.ts', () => ({
  get searchIndexVersion() {
    return program.version;
  },
}));

afterEach(() => {
  program.version = 1;
});

const pages: readonly SamplePage[] = [
  {
    url: '/one/',
    title: 'A copper kettle',
    topics: [{ id: 'metal', name: 'Metal' }],
    html: `<p>${'Kettles of copper. '.repeat(40)}</p>`,
  },
  { url: '/two/', title: 'Pots', authors: [{ id: 'ann', name: 'Ann' }], html: '<p>Two words.</p>' },
];

/** Makes the edition of a language, of what Pagefind has written for some pages. */
async function write(
  given: readonly SamplePage[],
  locale = 'en',
): Promise<{ readonly edition: string | null; readonly folder: string; readonly raw: string }> {
  const folder = await makeTemporaryFolder();
  const raw = path.join(folder, 'pagefind');
  await writeFilesInto(raw, await writeWithPagefind(given));
  const records = given.map(recordOf).filter((record) => record.locale === locale);
  return { edition: await writeEdition(locale, records, { raw, folder }), folder, raw };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .toSorted();
}

describe('the edition of a language', () => {
  it('is the files that its map tells, and no others', async () => {
    const index = await makeIndex(pages);
    try {
      const { folder, map } = await editionOf(index);
      const vocabulary = map.vocabulary.flatMap((family) =>
        (['beginnings', 'endings'] as const).flatMap((cut) =>
          family[cut].map((_, part) => vocabularyFile(family, cut, part)),
        ),
      );
      expect(await filesIn(path.join(index.folder, folder))).toEqual(
        [
          'labels.json',
          'map.json',
          ...map.parts.map((_, part) => `index/${part}.pf_index`),
          ...[...map.lengths].map((_, page) => `fragment/${page}.pf_fragment`),
          ...map.filters.map((name) => `filter/${name}.pf_filter`),
          ...vocabulary,
        ].toSorted(),
      );
    } finally {
      await index.remove();
    }
  });

  it('has a map of fields, filters, parts and lengths', async () => {
    const index = await makeIndex(pages);
    try {
      const { map } = await editionOf(index);
      expect(Object.keys(map).toSorted()).toEqual(
        (
          [
            'common',
            'fields',
            'filters',
            'lengths',
            'parts',
            'titleLengths',
            'vocabulary',
          ] satisfies (keyof IndexMap)[]
        ).toSorted(),
      );
      expect(map.fields).toEqual(expect.arrayContaining(['title', 'topics', 'authors', 'date']));
      expect(map.filters).toEqual(['author', 'kind', 'topic', 'year']);
      expect(map.parts).toHaveLength(1);
      const [long = 0, short = 0] = readLengths(map.lengths);
      expect(Math.abs(long - 120)).toBeLessThan(6);
      expect(Math.round(short)).toBe(2);
      expect(readLengths(map.titleLengths).map(Math.round)).toEqual([3, 1]);
      expect(map.common).toEqual([]);
      expect(map.vocabulary.map(({ shortest, longest }) => [shortest, longest])).toEqual([
        [3, 5],
        [6, 24],
      ]);
    } finally {
      await index.remove();
    }
  });

  it('has pages under their numbers, in the order in which they were given', async () => {
    const index = await makeIndex(pages);
    try {
      const store = await IndexStore.open('en', index.read);
      const urls = await Promise.all(
        pages.map(async (_, page) => (await store.fragment(page)).url),
      );
      expect(urls).toEqual(['/one/', '/two/']);
      const kettles = await store.word('kettles');
      expect(kettles?.postings.map(({ page }) => page)).toEqual([0]);
    } finally {
      await index.remove();
    }
  });

  it('takes its files out of what Pagefind has written, and leaves other languages theirs', async () => {
    const { folder, raw, edition } = await write([
      ...pages,
      { url: '/de/eins/', locale: 'de', title: 'Kessel', html: '<p>Aus Kupfer.</p>' },
    ]);
    expect(await readdir(path.join(folder, 'editions'))).toEqual([edition]);
    const left = await filesIn(raw);
    expect(left.filter((name) => name.endsWith('.pf_fragment'))).toHaveLength(1);
    expect(left.filter((name) => name.endsWith('.pf_index'))).toHaveLength(1);
    expect(
      await writeEdition('de', [], { raw, folder }).then((other) => other !== edition && other),
    ).toEqual(expect.any(String));
    expect((await filesIn(raw)).filter((name) => name.endsWith('.pf_fragment'))).toEqual([]);
  });

  it('is none where nothing is written in the language', async () => {
    const { edition, folder } = await write(pages, 'fr');
    expect(edition).toBeNull();
    expect(await readdir(folder)).toEqual(['pagefind']);
  });
});

describe('the name of an edition', () => {
  it('is the same for the same pages, whatever else is written in other languages', async () => {
    const { edition } = await write(pages);
    expect(edition).toMatch(/^[\da-f]{12}$/u);
    const others: SamplePage[] = [{ url: '/de/eins/', locale: 'de', title: 'Eins' }];
    expect((await write([...pages, ...others])).edition).toBe(edition);
  });

  it.each<[string, Partial<SamplePage>]>([
    ['a text', { html: '<p>Two other words.</p>' }],
    ['a headline', { title: 'Pans' }],
    ['a date', { date: '2026-09-13' }],
    ['an author', { authors: [{ id: 'bob', name: 'Ann' }] }],
    ['the name of an author', { authors: [{ id: 'ann', name: 'Anne' }] }],
    ['an address', { url: '/three/' }],
  ])('is another where %s changes', async (_what, change) => {
    const { edition } = await write(pages);
    const changed = pages.map((page, at) => (at === 1 ? { ...page, ...change } : page));
    expect((await write(changed)).edition).not.toBe(edition);
  });

  it('is another where the program makes something else of the same pages', async () => {
    const { edition } = await write(pages);
    program.version = 2;
    expect((await write(pages)).edition).not.toBe(edition);
  });
});
