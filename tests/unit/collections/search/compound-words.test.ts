import { describe, expect, it } from 'vitest';
import { CompoundSplitter, writesCompounds } from '#src/collections/search/compound-words.ts';

function splitter(...texts: string[]): CompoundSplitter {
  const made = new CompoundSplitter();
  for (const text of texts) made.learn(text);
  return made;
}

describe('compound words', () => {
  it.each([
    ['Datenschutzerklärung', ['daten', 'schutz', 'erklarung'], 'Daten Schutz Erklärung'],
    ['Arbeitszeit', ['arbeit', 'zeit'], 'Arbeit Zeit'],
    ['Blumentopf', ['blume', 'topf'], 'Blume Topf'],
    ['Kindergarten', ['kind', 'garten'], 'Kind Garten'],
    ['Liebesbrief', ['liebe', 'brief'], 'Liebe Brief'],
  ])('are split into known words, with what joins them: %s', (word, parts, known) => {
    expect(splitter(known).partsIn(`Die ${word}.`)).toEqual(parts);
  });

  it('are not split where a part is unknown or short', () => {
    expect(splitter('Arbeit').partsIn('Arbeitszeit')).toEqual([]);
    expect(splitter('Ei Uhr Eieruhr').partsIn('Eieruhr')).toEqual([]);
  });

  it('are split where the rarest part is the most frequent', () => {
    const made = splitter('Staub Ecken', 'Staubecken Stau Becken', 'Stau Becken');
    expect(made.partsIn('Staubecken')).toEqual(['stau', 'becken']);
  });

  it('give each part once', () => {
    expect(splitter('Arbeit Zeit').partsIn('Arbeitszeit Arbeitszeit ZEITARBEIT')).toEqual([
      'arbeit',
      'zeit',
    ]);
  });

  it('are split in bounded steps, however long', () => {
    const made = splitter('haus maus');
    expect(made.partsIn('hausmaus'.repeat(5))).toEqual(['haus', 'maus']);
    expect(made.partsIn(`${'haus'.repeat(11)}x`)).toEqual([]);
    expect(made.partsIn('äöüß'.repeat(20_000))).toEqual([]);
  });

  it('name no part of the program', () => {
    expect(splitter('proto').partsIn('__proto__ constructor')).toEqual([]);
  });
});

describe('languages that write compounds', () => {
  it('are some', () => {
    expect(['de', 'de-CH', 'nl', 'fi'].map(writesCompounds)).toEqual([true, true, true, true]);
    expect(['en', 'fr', 'ja'].map(writesCompounds)).toEqual([false, false, false]);
  });
});
