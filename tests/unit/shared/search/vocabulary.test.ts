import { describe, expect, it } from 'vitest';
import { compareKeys } from '#src/shared/search/compare-keys.ts';
import { keyOf } from '#src/shared/search/index-words.ts';
import {
  backwards,
  cutVocabulary,
  isCorrectable,
  partsFor,
  readVocabulary,
  vocabularyFamilies,
  writeVocabulary,
  type KnownWord,
} from '#src/shared/search/vocabulary.ts';

function knownWord(form: string, frequency = 0): KnownWord {
  return { form, key: keyOf(form), frequency };
}

/** Words of every length from made-up syllables, so that many begin and end alike. */
const words: readonly KnownWord[] = (() => {
  const syllables = ['ba', 'be', 'an', 'tro', 'sin', 'qu', 'e', 'lo', 'mer', 'z'];
  const forms = new Set<string>();
  for (const one of syllables) {
    for (const two of syllables) {
      for (const three of [...syllables, '', 'ticon']) forms.add(one + two + three);
    }
  }
  return [...forms].filter((form) => form.length >= 3).map((form) => knownWord(form));
})();

describe('a file of words', () => {
  it('is read as it was written', () => {
    const some = ['abc', 'abcd', 'abd', 'über', 'überall', 'ёлка', '𐐨𐐨𐐨'].map((form, at) =>
      knownWord(form, at),
    );
    expect(readVocabulary(writeVocabulary(some))).toEqual(some);
  });

  it('says letters that two words share once', () => {
    const text = writeVocabulary([knownWord('publication', 3), knownWord('publications', 0)]);
    expect(text).toBe('0publication3bs0');
  });

  it('is read where words share more letters than a digit can say', () => {
    const long = 'a'.repeat(40);
    const some = [knownWord(long), knownWord(`${long}b`)];
    expect(readVocabulary(writeVocabulary(some))).toEqual(some);
  });

  it('may be empty', () => {
    expect(writeVocabulary([])).toBe('');
    expect(readVocabulary('')).toEqual([]);
  });
});

describe('words that may be corrected', () => {
  it.each(['word', 'müller', 'слово', 'λόγος', 'كتاب', 'किताब'])('have letters: %s', (word) => {
    expect(isCorrectable(word)).toBe(true);
  });

  it.each(['v7', '2026', 'a_b', '漢字', 'かな', '노드', 'ไทย', '', 'x'.repeat(25)])(
    'have nothing else, and are set apart: %j',
    (word) => {
      expect(isCorrectable(word)).toBe(false);
    },
  );
});

/** The parts of the words, each with its words, as a build cuts them. */
function cut(order: (word: KnownWord) => string, letters: number, size: number) {
  return cutVocabulary(words, letters, { size, order }).map(({ from, words: some }, at) => ({
    from,
    hash: String(at),
    words: some,
  }));
}

describe('parts of the vocabulary', () => {
  it.each([1, 2])('begin in order and keep together what begins with the same %d', (letters) => {
    const parts = cut(({ key }) => key, letters, 5);
    expect(parts.flatMap((part) => part.words)).toHaveLength(words.length);
    const starts = parts.map(({ from }) => from);
    expect(starts).toEqual(starts.toSorted(compareKeys));
    for (const { key } of words) {
      const holding = parts.filter((part) => part.words.some((word) => word.key === key));
      const named = partsFor(parts, key, letters);
      expect(named).toEqual(holding.map(({ hash }) => hash));
    }
  });

  it.each(vocabularyFamilies)(
    'that are read have every word of $shortest to $longest letters, wherever one slip is',
    ({ shortest, longest, letters }) => {
      const beginnings = cut(({ key }) => key, letters, 7);
      const endings = cut(({ key }) => backwards(key), letters, 7);
      const inFamily = words.filter(
        ({ key }) => key.length >= shortest && key.length <= longest && key.length >= 2 * letters,
      );
      expect(inFamily.length).toBeGreaterThan(20);
      for (const { key } of inFamily) {
        for (const written of slipsOf(key)) {
          const hashes = new Set([
            ...partsFor(beginnings, written, letters),
            ...partsFor(endings, backwards(written), letters).map((hash) => `-${hash}`),
          ]);
          const isThere =
            beginnings.some((part) => hashes.has(part.hash) && has(part.words, key)) ||
            endings.some((part) => hashes.has(`-${part.hash}`) && has(part.words, key));
          if (!isThere) expect.fail(`${key} is not found by ${written}`);
        }
      }
    },
  );
});

function has(some: readonly KnownWord[], key: string): boolean {
  return some.some((word) => word.key === key);
}

/** A word with any one slip at any place. */
function slipsOf(key: string): string[] {
  return Array.from({ length: key.length + 1 }, (_, at) => [
    key.slice(0, at) + key.slice(at + 1),
    `${key.slice(0, at)}x${key.slice(at)}`,
    `${key.slice(0, at)}x${key.slice(at + 1)}`,
    key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2),
  ])
    .flat()
    .filter((written) => written.length >= 2);
}
