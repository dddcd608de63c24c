import { describe, expect, it } from 'vitest';
import { termsOf, tidyQuery } from '#src/shared/search/query-terms.ts';

/** Terms in short: words as their keys, phrases in brackets. */
function short(text: string, locale = 'en'): string[] {
  return termsOf(text, locale).map((term) =>
    term.kind === 'word' ? term.key : `[${term.keys.join(' ')}]`,
  );
}

function unfinished(text: string): string[] {
  return termsOf(text, 'en').flatMap((term) =>
    term.kind === 'word' && term.isUnfinished ? [term.key] : [],
  );
}

describe('the terms of a query', () => {
  it('are its words', () => {
    expect(short('Two  words, here!')).toEqual(['two', 'words', 'here']);
  });

  it.each([
    '"two words" more',
    '“two words” more',
    '„two words“ more',
    '«two words» more',
    '« two words » more',
    '「two words」 more',
    '『two words』 more',
    '＂two words＂ more',
    '"two words”more',
  ])('are phrases where they are quoted: %s', (text) => {
    expect(short(text)).toEqual(['[two words]', 'more']);
  });

  it.each([
    ['"two words', ['two', 'words']],
    ['two words"', ['two', 'words']],
    ['"one" "two', ['[one]', 'two']],
    ['""', []],
    ['"" one', ['one']],
    ['"…" one', ['one']],
    ['"""one"""', ['[one]']],
  ])('are what can be read where quotes are not in pairs: %s', (text, terms) => {
    expect(short(text)).toEqual(terms);
  });

  it.each(['', ' ', '…', '?!.,;', '()', '\u202E\u200F', '\u0000', '😀 👩‍💻', '\u200B', '- — –'])(
    'are none where there is no letter: %j',
    (text) => {
      expect(termsOf(text, 'en')).toEqual([]);
    },
  );

  it('have their key without what cannot be seen', () => {
    expect(short('\u200Ew\u00ADo\u200Br\u2060d\u202E \uFEFFof\u0000')).toEqual(['word', 'of']);
    expect(short('\u2066two\u2069 words\u061C')).toEqual(['two', 'words']);
  });

  it('leave out lone surrogates and keep whole characters', () => {
    expect(short('a\uD800b')).toEqual(['a', 'b']);
    expect(short('\uDC00word\uD800')).toEqual(['word']);
    expect(short('𐐨𐐨')).toEqual(['𐐨𐐨']);
  });

  it('leave out emoji beside words', () => {
    expect(short('fire😀 😀 word')).toEqual(['fire', 'word']);
  });

  it('are few and short, however long the text', () => {
    expect(termsOf('a b '.repeat(2500), 'en').length).toBeLessThanOrEqual(24);
    expect(tidyQuery('x'.repeat(10_000))).toHaveLength(200);
    expect(Array.from(tidyQuery('𐐨'.repeat(5000)))).toHaveLength(200);
    expect(tidyQuery(`${'x'.repeat(199)}😀`.repeat(50)).isWellFormed()).toBe(true);
    expect(tidyQuery(`${'"'.repeat(5000)}x`)).toHaveLength(200);
  });

  it('name the parts of words that have several', () => {
    const [term] = termsOf('(front-end)', 'en');
    expect(term).toEqual({
      kind: 'word',
      written: 'front-end',
      key: 'frontend',
      parts: ['front', 'end'],
      isUnfinished: true,
    });
  });

  it('are finished but for the last one, which a space finishes', () => {
    expect(unfinished('one two')).toEqual(['two']);
    expect(unfinished('one two ')).toEqual([]);
    expect(unfinished('one "two three"')).toEqual([]);
    expect(unfinished('"one two" three')).toEqual(['three']);
    expect(unfinished('two …')).toEqual(['two']);
  });

  it('keep their marks for who reads what is searched for', () => {
    expect(termsOf('(Müller)', 'de')).toMatchObject([{ written: 'Müller', key: 'muller' }]);
    expect(termsOf('किताब', 'hi')).toMatchObject([{ written: 'किताब' }]);
  });

  it('are words where the language sets none apart', () => {
    expect(short('城市新闻', 'zh')).toEqual(['城市', '新闻']);
    expect(short('「東京都」', 'ja')).toEqual(['[東京 都]']);
  });
});
