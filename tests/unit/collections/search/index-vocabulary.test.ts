import { describe, expect, it } from 'vitest';
import { WordStatistics } from '#src/collections/search/index-vocabulary.ts';
import type { PagefindMap } from '#src/collections/search/pagefind-map.ts';
import { together, type Posting } from '#src/shared/search/index-format.ts';
import {
  backwards,
  partsFor,
  readVocabulary,
  vocabularyFile,
  type KnownWord,
} from '#src/shared/search/vocabulary.ts';

const stopWords = new Set(['the']);

function mapOf(pages: number): PagefindMap {
  return {
    pages: Array.from({ length: pages }, () => ({ hash: '', wordCount: 10 })),
    parts: [],
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
  const files = new Map<string, string>();
  const families = statistics.vocabulary((file, text) => {
    expect(files.has(file)).toBe(false);
    files.set(file, text);
  });
  const read = (file: string): KnownWord[] => readVocabulary(files.get(file) ?? '');
  return { families, files, read };
}

describe('the vocabulary of an index', () => {
  it('has words of letters only, from three on, with how frequent they are', () => {
    const words = new WordStatistics(mapOf(300), stopWords);
    words.add('abc', on('abc', 1));
    words.add('ab', on('ab', 1));
    words.add('v73', on('v73', 1));
    words.add('muller', on('müller', 16));
    words.add('title', on('title', 1, [1, 0]));
    words.add('described', on('described', 1, [0, 0]));
    words.add('always', on('always', 300, [1, 0]));
    const { families, read } = write(words);
    const all = families.flatMap((family) =>
      family.beginnings.flatMap((_, part) => read(vocabularyFile(family, 'beginnings', part))),
    );
    const frequencies = Object.fromEntries(all.map(({ form, frequency }) => [form, frequency]));
    expect(frequencies).toEqual({ abc: 0, müller: 4, title: 1, described: 0, always: 9 });
  });

  it('is cut into files in which every word is found by its beginning and its end', () => {
    const words = new WordStatistics(mapOf(10), stopWords);
    const letters = [...'abcdefghijklmnopqrst'];
    const keys = letters.flatMap((one) =>
      letters.flatMap((two) => letters.map((three) => `${one}${two}n${three}${two}${one}`)),
    );
    for (const key of keys) words.add(key, on(key, 1));
    const { families, files, read } = write(words);
    const names = families.flatMap((each) =>
      (['beginnings', 'endings'] as const).flatMap((how) =>
        each[how].map((_, part) => vocabularyFile(each, how, part)),
      ),
    );
    expect([...files.keys()].toSorted()).toEqual(names.toSorted());
    const family = families.find(({ shortest }) => shortest === 6);
    if (!family) return expect.fail('Words of six letters have no family.');
    expect(family.beginnings.length).toBeGreaterThan(2);
    for (const key of keys.filter((_key, at) => at % 97 === 0)) {
      const byBeginning = partsFor(family.beginnings, key, 2).map((part) =>
        vocabularyFile(family, 'beginnings', part),
      );
      const byEnd = partsFor(family.endings, backwards(key), 2).map((part) =>
        vocabularyFile(family, 'endings', part),
      );
      for (const found of [byBeginning, byEnd]) {
        const forms = found.flatMap(read);
        expect(forms.some(({ form }) => form === key)).toBe(true);
      }
    }
  });
});

describe('the length of a headline', () => {
  it('is how many of its words say something, each place once', () => {
    const words = new WordStatistics(mapOf(3), stopWords);
    words.add('copper', on('copper', 2, [1, 0]));
    words.add('kettle', on('kettle', 1, [1, 3, 1, 1]));
    words.add('coppered', on('coppered', 1, [1, 0]));
    words.add('the', on('the', 3, [1, 9]));
    words.add('described', on('described', 3, [0, 7]));
    expect(words.titleLengths).toEqual([3, 1, 0]);
  });

  it('leaves out what nearly every page has', () => {
    const words = new WordStatistics(mapOf(100), stopWords);
    words.add('news', on('news', 90, [1, 0]));
    words.add('tea', on('tea', 1, [1, 1]));
    expect(words.titleLengths[0]).toBe(1);
  });

  it('counts words that cannot be corrected', () => {
    const words = new WordStatistics(mapOf(1), stopWords);
    words.add('2026', on('2026', 1, [1, 5]));
    words.add('it', on('it', 1, [1, 6]));
    expect(words.titleLengths).toEqual([2]);
  });
});

describe('common words', () => {
  it('are on most pages of a large publication', () => {
    const words = new WordStatistics(mapOf(100), stopWords);
    words.add('the', on('the', 100));
    words.add('most', on('most', 51));
    words.add('half', on('half', 50));
    expect(words.common).toEqual(['the', 'most']);
  });

  it('are not known of a small one', () => {
    const words = new WordStatistics(mapOf(99), stopWords);
    words.add('the', on('the', 99));
    expect(words.common).toEqual([]);
  });
});
