import { describe, expect, it } from 'vitest';
import { editDistance } from '#src/shared/search/edit-distance.ts';

const far = 99;

describe('the distance between words', () => {
  it.each([
    ['word', 'word', 0, 'nothing'],
    ['', '', 0, 'nothing at all'],
    ['', 'abc', 3, 'three letters that are missing'],
    ['abc', '', 3, 'three letters too many'],
    ['word', 'wotd', 0.7, 'a neighbour on the keyboard'],
    ['word', 'wprd', 0.7, 'a neighbour in the same row'],
    ['word', 'wmrd', 1, 'a letter from elsewhere'],
    ['word', 'wrod', 0.8, 'two letters swapped'],
    ['leter', 'letter', 0.7, 'a letter not doubled'],
    ['lettter', 'letter', 0.7, 'a letter doubled'],
    ['wrd', 'word', 1, 'a letter left out'],
    ['woxrd', 'word', 1, 'a letter too many'],
    ['wotdz', 'words', 1.4, 'two neighbours'],
    ['кшт', 'кот', 0.7, 'a neighbour on a Russian keyboard'],
    ['λπγος', 'λογος', 0.7, 'a neighbour on a Greek keyboard'],
    ['wort', 'worz', 0.7, 'a neighbour on a German keyboard'],
    ['ca', 'abc', 3, 'no edits inside a swap'],
  ])('of %s from %s is %d: %s', (written, word, distance) => {
    expect(editDistance(written, word, far).whole).toBeCloseTo(distance);
  });

  it('is 0 for equal words only, and the same both ways', () => {
    const words = ['', 'a', 'aa', 'ab', 'ba', 'abc', 'acb', 'letter', 'leter', 'better', 'ночь'];
    for (const one of words) {
      for (const other of words) {
        const { whole } = editDistance(one, other, far);
        expect(whole === 0).toBe(one === other);
        expect(whole).toBeCloseTo(editDistance(other, one, far).whole);
        expect(whole).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }
    }
  });

  it('need not be known beyond what matters', () => {
    expect(editDistance('completely', 'different', 2).whole).toBe(Infinity);
  });

  it('is also that from the nearest beginning', () => {
    expect(editDistance('publ', 'publication', far).beginning).toBe(0);
    expect(editDistance('pibl', 'publication', far).beginning).toBeCloseTo(0.7);
    expect(editDistance('word', 'word', far).beginning).toBe(0);
  });
});
