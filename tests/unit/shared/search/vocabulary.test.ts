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
  vocabularyFile,
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
  const parts = cutVocabulary(words, letters, { size, order });
  return { starts: parts.map(({ from }) => from), parts: parts.map((part) => part.words) };
}

describe('parts of the vocabulary', () => {
  it('have files of their own: for each family, by beginnings and by endings', () => {
    expect(vocabularyFile({ shortest: 3 }, 'beginnings', 0)).toBe('words/3-beginnings-0.txt');
    expect(vocabularyFile({ shortest: 6 }, 'endings', 12)).toBe('words/6-endings-12.txt');
  });

  it('are none where there are no words', () => {
    expect(partsFor([], 'word', 2)).toEqual([]);
  });

  it.each([1, 2])('begin in order and keep together what begins with the same %d', (letters) => {
    const { starts, parts } = cut(({ key }) => key, letters, 5);
    expect(parts.flat()).toHaveLength(words.length);
    expect(starts).toEqual(starts.toSorted(compareKeys));
    for (const { key } of words) {
      const holding = parts.flatMap((some, part) => (has(some, key) ? [part] : []));
      expect(partsFor(starts, key, letters)).toEqual(holding);
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
          const read = [
            ...partsFor(beginnings.starts, written, letters).map((at) => beginnings.parts[at]),
            ...partsFor(endings.starts, backwards(written), letters).map((at) => endings.parts[at]),
          ];
          if (!read.some((some) => has(some ?? [], key)))
            expect.fail(`${key} is not found by ${written}`);
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
