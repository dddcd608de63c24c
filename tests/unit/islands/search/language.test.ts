import { describe, expect, it } from 'vitest';
import { fillWithNodes, type Language } from '#src/islands/search/language.ts';
import { countResults, labelOf } from '#src/shared/search/results-in-words.ts';
import { makeSearchWords } from '#src/shared/strings/search-words.ts';
import { createWords } from '#src/shared/strings/translate.ts';

function speaking(locale: string, overrides: Readonly<Record<string, string>> = {}): Language {
  return {
    words: makeSearchWords(createWords(locale, overrides), 'The Paper'),
    formats: locale,
    locale,
  };
}

describe('the search', () => {
  it('counts in words, with the text left to be filled in', () => {
    expect(countResults(speaking('en'), 1, 'type')).toBe('1 result for {text}');
    expect(countResults(speaking('en'), 1234, 'type')).toBe('1,234 results for {text}');
    expect(countResults(speaking('en'), 3, ' ')).toBe('3 results');
  });

  it('counts in the plural forms that a language has', () => {
    const polish = speaking('pl', {
      'search.chosen.one': '{count} wynik',
      'search.chosen.few': '{count} wyniki',
      'search.chosen.many': '{count} wyników',
    });
    expect([1, 3, 5].map((count) => countResults(polish, count, ''))).toEqual([
      '1 wynik',
      '3 wyniki',
      '5 wyników',
    ]);
  });

  it('fills elements into texts, and leaves what it has none for', () => {
    expect(fillWithNodes('a {text} b {other} {text}', { text: 7 })).toEqual([
      'a ',
      7,
      ' b ',
      '{other}',
      ' ',
      7,
      '',
    ]);
    expect(fillWithNodes('{constructor}', {})).toEqual(['', '{constructor}', '']);
  });

  it('names kinds of pages itself, and other values as the index does', () => {
    const { words } = speaking('en', { 'search.kind.article': 'Stories' });
    expect(labelOf(words, 'kind', { value: 'article', label: 'article' })).toBe('Stories');
    expect(labelOf(words, 'kind', { value: 'page', label: '' })).toBe('Pages');
    expect(labelOf(words, 'kind', { value: '__proto__', label: '__proto__' })).toBe('__proto__');
    expect(labelOf(words, 'topic', { value: 'page', label: 'On pages' })).toBe('On pages');
  });

  it('has words for everything, in which the publication is named', () => {
    const { words } = speaking('en');
    expect(words.label).toBe('Search The Paper');
    for (const text of Object.values(words)) expect(text).not.toBe('');
  });
});
