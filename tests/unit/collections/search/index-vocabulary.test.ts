import { describe, expect, it } from 'vitest';
import { WordStatistics } from '#src/collections/search/index-vocabulary.ts';
import { together, type IndexMap, type Posting } from '#src/shared/search/index-format.ts';
import { backwards, partsFor, readVocabulary } from '#src/shared/search/vocabulary.ts';

function mapOf(pages: number): IndexMap {
  return {
    pages: Array.from({ length: pages }, () => ({ hash: '', wordCount: 10 })),
    chunks: [],
    filters: new Map(),
    fields: ['description', 'title'],
  };
}

/** A word on the first so many pages. */
function on(form: string, pages: number, fields: readonly number[] = []) {
  const postings = Array.from({ length: pages }, (_, page): Posting => ({
    page,
    places: [24, 0],
    fields,
  }));
  return together([{ form, postings }]);
}

/** The vocabulary, and its files by their names. */
function write(statistics: WordStatistics) {
  const files: string[] = [];
  const families = statistics.vocabulary((text) => {
    const known = files.indexOf(text);
    return String(known === -1 ? files.push(text) - 1 : known);
  });
  return { families, files };
}

describe('the vocabulary of an index', () => {
  it('has words of letters only, from three on, with how frequent they are', () => {
    const words = new WordStatistics(mapOf(300));
    words.add('abc', on('abc', 1));
    words.add('ab', on('ab', 1));
    words.add('v73', on('v73', 1));
    words.add('muller', on('müller', 16));
    words.add('title', on('title', 1, [1, 0]));
    words.add('described', on('described', 1, [0, 0]));
    words.add('always', on('always', 300, [1, 0]));
    const { families, files } = write(words);
    const all = families.flatMap(({ beginnings }) =>
      beginnings.flatMap(({ hash }) => readVocabulary(files[Number(hash)] ?? '')),
    );
    const frequencies = Object.fromEntries(all.map(({ form, frequency }) => [form, frequency]));
    expect(frequencies).toEqual({ abc: 0, müller: 4, title: 1, described: 0, always: 9 });
  });

  it('is cut into files in which every word is found by its beginning and its end', () => {
    const words = new WordStatistics(mapOf(10));
    const letters = [...'abcdefghijklmnopqrst'];
    const keys = letters.flatMap((one) =>
      letters.flatMap((two) => letters.map((three) => `${one}${two}n${three}${two}${one}`)),
    );
    for (const key of keys) words.add(key, on(key, 1));
    const { families, files } = write(words);
    const family = families.find(({ shortest }) => shortest === 6);
    expect(family?.beginnings.length).toBeGreaterThan(2);
    for (const key of keys.filter((_key, at) => at % 97 === 0)) {
      const byBeginning = partsFor(family?.beginnings ?? [], key, 2);
      const byEnd = partsFor(family?.endings ?? [], backwards(key), 2);
      for (const hashes of [byBeginning, byEnd]) {
        const forms = hashes.flatMap((hash) => readVocabulary(files[Number(hash)] ?? ''));
        expect(forms.some(({ form }) => form === key)).toBe(true);
      }
    }
  });
});

describe('common words', () => {
  it('are on most pages of a large publication', () => {
    const words = new WordStatistics(mapOf(100));
    words.add('the', on('the', 100));
    words.add('most', on('most', 51));
    words.add('half', on('half', 50));
    expect(words.common).toEqual(['the', 'most']);
  });

  it('are not known of a small one', () => {
    const words = new WordStatistics(mapOf(99));
    words.add('the', on('the', 99));
    expect(words.common).toEqual([]);
  });
});
