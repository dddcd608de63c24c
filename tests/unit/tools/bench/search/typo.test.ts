import { describe, expect, it } from 'vitest';
import { withTypo } from '#src/tools/bench/search/queries/typo.ts';
import { randomFrom } from '#src/tools/bench/search/random.ts';

const seeds = Array.from({ length: 300 }, (_, index) => index);

function misspellings(words: readonly string[]): string[][] {
  return seeds.map((seed) => withTypo(words, randomFrom(seed)));
}

/** Whether one slip of the keys makes `written` of `word`. */
function isOneSlip(word: string, written: string): boolean {
  const places = Array.from({ length: word.length + 1 }, (_, at) => at);
  if (written.length === word.length - 1) return places.some((at) => without(word, at) === written);
  if (written.length === word.length + 1) return places.some((at) => without(written, at) === word);
  const wrong = places.filter((at) => word[at] !== written[at]);
  const [first = 0, second = 0] = wrong;
  const changedPlaces = word[first] === written[second] && word[second] === written[first];
  return wrong.length === 1 || (wrong.length === 2 && second === first + 1 && changedPlaces);
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

describe('a typo', () => {
  it('is one slip in one word of at least five letters', () => {
    for (const [first = '', second = '', third = ''] of misspellings(['harbour', 'sea', 'light'])) {
      expect(second).toBe('sea');
      expect([first === 'harbour', third === 'light'].filter(Boolean)).toHaveLength(1);
      expect(isOneSlip('harbour', first) || first === 'harbour').toBe(true);
      expect(isOneSlip('light', third) || third === 'light').toBe(true);
    }
  });

  it('is in the longest word where all are short', () => {
    for (const words of misspellings(['sea', 'wind'])) {
      expect(words[0]).toBe('sea');
      expect(words[1]).not.toBe('wind');
    }
  });

  it('is of every kind', () => {
    const lengths = misspellings(['lantern']).map(([word = '']) => word.length - 'lantern'.length);
    expect(new Set(lengths)).toEqual(new Set([-1, 0, 1]));
  });

  it('is made in words that no English keyboard has keys for', () => {
    for (const [word = ''] of misspellings(['фонарь'])) expect(word).not.toBe('фонарь');
  });
});
