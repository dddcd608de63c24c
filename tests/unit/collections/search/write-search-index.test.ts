import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SearchRecord } from '#src/collections/search/search-record.ts';
import { SearchIndexError, writeSearchIndex } from '#src/collections/search/write-search-index.ts';
import { openSearch } from '#src/shared/search/open-search.ts';
import { makeTemporaryFolder } from '#tests/setup/content.ts';
import { asked } from '#tests/setup/search.ts';

const pagefind = vi.hoisted(() => ({ complaints: [] as string[] }));

vi.mock('pagefind', async (importOriginal) => {
  const original = await importOriginal<typeof import('pagefind')>();
  return {
    ...original,
    createIndex: async () => {
      const made = await original.createIndex();
      const { index } = made;
      if (!index) return made;
      const addHTMLFile: typeof index.addHTMLFile = async (file) => {
        const added = await index.addHTMLFile(file);
        return { ...added, errors: [...added.errors, ...pagefind.complaints] };
      };
      return { ...made, index: { ...index, addHTMLFile } };
    },
  };
});

afterEach(() => {
  pagefind.complaints = [];
});

function record(url: string, fields: Partial<SearchRecord> = {}): SearchRecord {
  return {
    url,
    locale: 'en',
    kind: 'article',
    title: `The page ${url}`,
    description: 'A description.',
    topics: [{ id: 'a', name: 'A' }],
    authors: [],
    series: null,
    date: '2026-09-14',
    ...fields,
  };
}

const records = [record('/one/'), record('/two/'), record('/eins/', { locale: 'de' })];
const htmlOf = async ({ url }: SearchRecord): Promise<string> => `<p>The text of ${url} here.</p>`;

/** What the search asks for. */
const read =
  /^(?:[a-z-]+\.json|editions\/[\da-z]{12}\/(?:map\.json|labels\.json|filter\/[a-z]+\.pf_filter|fragment\/\d+\.pf_fragment|index\/\d+\.pf_index|words\/\d-(?:beginnings|endings)-\d+\.txt))$/u;

/** Every file of a folder with its bytes. */
async function contentsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), (await readFile(file)).toString('base64')] as const;
    }),
  );
  return new Map(contents.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the search index', () => {
  it('is the files that the search reads, and no others', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(path.join(folder, 'left-over.txt'), 'of another index');
    await writeSearchIndex({ records, htmlOf, locales: ['en', 'de', 'fr'] }, folder);
    const names = [...(await contentsOf(folder)).keys()];
    expect(names.filter((name) => !read.test(name))).toEqual([]);
    expect(names.filter((name) => name.endsWith('/map.json'))).toHaveLength(2);
    expect(names.filter((name) => name.includes('/fragment/'))).toHaveLength(3);
    expect(names.filter((name) => !name.includes('/'))).toEqual(['de.json', 'en.json', 'fr.json']);
  });

  it('is the same, byte for byte, for the same records', async () => {
    const [one, other] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
    await writeSearchIndex({ records, htmlOf, locales: ['en', 'de'] }, one);
    await writeSearchIndex({ records, htmlOf, locales: ['en', 'de'] }, other);
    expect(await contentsOf(one)).toEqual(await contentsOf(other));
  });

  it('of a language without pages has no edition, and answers nothing', async () => {
    const folder = await makeTemporaryFolder();
    await writeSearchIndex({ records, htmlOf, locales: ['en', 'fr'] }, folder);
    expect(await readFile(path.join(folder, 'fr.json'), 'utf8')).toBe('{"edition":null}');
    const search = await openSearch({
      locale: 'fr',
      read: async (name) => new Uint8Array(await readFile(path.join(folder, name))),
    });
    expect(await search.find(asked('text'))).toMatchObject({ total: 0, suggestions: [] });
  });

  it('may have no pages at all', async () => {
    const folder = await makeTemporaryFolder();
    await writeSearchIndex({ records: [], htmlOf, locales: ['en'] }, folder);
    expect(await readdir(folder)).toEqual(['en.json']);
  });

  it('is not made where a page cannot be taken in: which one, is said', async () => {
    pagefind.complaints = ['It is made of cheese.'];
    const folder = await makeTemporaryFolder();
    const writing = writeSearchIndex({ records, htmlOf, locales: ['en'] }, folder);
    await expect(writing).rejects.toThrow(SearchIndexError);
    await expect(writing).rejects.toThrow('/one/: It is made of cheese.');
  });

  it('can be made after one that could not', async () => {
    const folder = await makeTemporaryFolder();
    pagefind.complaints = ['No.'];
    await expect(writeSearchIndex({ records, htmlOf, locales: ['en'] }, folder)).rejects.toThrow();
    pagefind.complaints = [];
    await writeSearchIndex({ records, htmlOf, locales: ['en'] }, folder);
    expect(await readdir(folder)).toContain('en.json');
  });

  it('is not made where a text cannot be read', async () => {
    const folder = await makeTemporaryFolder();
    await expect(
      writeSearchIndex(
        { records, htmlOf: () => Promise.reject(new Error('lost')), locales: ['en'] },
        folder,
      ),
    ).rejects.toThrow('lost');
  });

  it('is not made where it cannot be written', async () => {
    const folder = path.join(await makeTemporaryFolder(), 'file');
    await writeFile(folder, '');
    const inside = path.join(folder, 'index');
    await expect(writeSearchIndex({ records, htmlOf, locales: ['en'] }, inside)).rejects.toThrow();
  });
});
