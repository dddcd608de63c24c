import { describe, expect, it } from 'vitest';
import { correct } from '#src/shared/search/spelling.ts';

function known(words: Readonly<Record<string, number>>) {
  return Object.entries(words).map(([form, frequency]) => ({ form, key: form, frequency }));
}

function formsFor(
  written: string,
  words: Readonly<Record<string, number>>,
  isUnfinished = false,
): string[] {
  return correct(written, known(words), { isUnfinished }).map(({ form }) => form);
}

describe('corrections', () => {
  it('prefer a neighbour on the keyboard to a letter from elsewhere', () => {
    expect(formsFor('hosue', { house: 0, horse: 0 })).toEqual(['house']);
    expect(formsFor('bread', { tread: 0, bresd: 0 })[0]).toBe('bresd');
  });

  it('prefer letters swapped to letters replaced', () => {
    expect(formsFor('froms', { forms: 0, frogs: 0 })[0]).toBe('forms');
  });

  it('prefer the frequent word among equals', () => {
    expect(formsFor('brxad', { brzad: 0, bread: 8, broad: 0 })[0]).toBe('bread');
  });

  it('find a word whose first letter is wrong, after others', () => {
    expect(formsFor('mewspaper', { newspaper: 4 })).toEqual(['newspaper']);
    expect(formsFor('zaper', { paper: 0, zapet: 0 })[0]).toBe('zapet');
  });

  it('leave words of two letters alone', () => {
    expect(formsFor('ab', { ac: 9, abc: 9 })).toEqual([]);
  });

  it('change one letter of a short word, and no more', () => {
    expect(formsFor('wprd', { word: 0 })).toEqual(['word']);
    expect(formsFor('wxrt', { word: 9 })).toEqual([]);
  });

  it('take no other short word for one: a letter that is not near is another word', () => {
    expect(formsFor('rust', { just: 9 })).toEqual([]);
    expect(formsFor('grid', { rid: 9 })).toEqual([]);
    expect(formsFor('dal', { dab: 9, dahl: 2 })).toEqual(['dahl']);
    expect(formsFor('teh', { the: 9 })).toEqual(['the']);
  });

  it('leave a prefix that makes the opposite', () => {
    expect(formsFor('unclosed', { closed: 9 })).toEqual([]);
    expect(formsFor('ewspaper', { newspaper: 0 })).toEqual(['newspaper']);
  });

  it('change two letters of a longer one, and no more', () => {
    expect(formsFor('pubxication', { publication: 0 })).toEqual(['publication']);
    expect(formsFor('pubxicatiom', { publication: 0 })).toEqual(['publication']);
    expect(formsFor('puxxixatxon', { publication: 9 })).toEqual([]);
  });

  it('finish a word only for who may still be writing it', () => {
    expect(formsFor('pubkic', { publication: 4 }, true)).toEqual(['publication']);
    expect(formsFor('pubkic', { publication: 4 }, false)).toEqual([]);
  });

  it('prefer the finished word to one that goes on', () => {
    expect(formsFor('typograpjy', { typographyless: 0, typography: 0 }, true)[0]).toBe(
      'typography',
    );
  });

  it('are four at most, the likeliest first and the measure of the others', () => {
    const words = { bread: 1, broad: 2, breed: 3, brxad: 4, braad: 5, bryad: 6 };
    const found = correct('brzad', known(words), { isUnfinished: false });
    expect(found).toHaveLength(4);
    expect(found[0]?.likelihood).toBe(1);
    const likelihoods = found.map(({ likelihood }) => likelihood);
    expect(likelihoods).toEqual(likelihoods.toSorted((a, b) => b - a));
  });

  it('name a word once, however often it is given', () => {
    const twice = [...known({ word: 1 }), ...known({ word: 1 })];
    expect(correct('wprd', twice, { isUnfinished: false })).toHaveLength(1);
  });

  it('are none where nothing is known', () => {
    expect(correct('word', [], { isUnfinished: true })).toEqual([]);
  });
});
