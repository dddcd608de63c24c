import { describe, expect, it } from 'vitest';
import { englishStrings } from '#src/shared/strings/en.ts';
import { createWords, isStringKey } from '#src/shared/strings/translate.ts';

describe('the words of a language', () => {
  it('are English where the owner has none', () => {
    const { t } = createWords('de', { 'nav.menu': 'Menü' });
    expect([t('nav.menu'), t('nav.close')]).toEqual(['Menü', 'Close']);
  });

  it('have their placeholders filled, as often as they stand there, and unknown ones left', () => {
    const { t } = createWords('en', {
      'series.part': '{part}/{parts}, {part} {nothing} {constructor}',
    });
    expect(t('series.part', { part: 2, parts: 3 })).toBe('2/3, 2 {nothing} {constructor}');
  });

  it('are filled in once: what is filled in is text', () => {
    const { t } = createWords('en', {});
    expect(t('article.credit', { credit: '{credit} $& $1' })).toBe('Picture: {credit} $& $1');
  });

  it.each([
    [1, '1 article'],
    [0, '0 articles'],
    [2, '2 articles'],
    [12_345, '12,345 articles'],
  ])('have the plural form that English wants for %i', (count, text) => {
    expect(createWords('en', {}).tCount('topic.count', count)).toBe(text);
  });

  const polish = {
    'topic.count.one': '{count} artykuł',
    'topic.count.few': '{count} artykuły',
    'topic.count.many': '{count} artykułów',
    'topic.count.other': '{count} artykułu',
  };
  const arabic = {
    'topic.count.zero': 'لا مقالات',
    'topic.count.one': 'مقال واحد',
    'topic.count.two': 'مقالان',
    'topic.count.few': '{count} مقالات',
    'topic.count.many': '{count} مقالًا',
    'topic.count.other': '{count} مقال',
  };
  it.each([
    ['pl', polish, 1, '1 artykuł'],
    ['pl', polish, 3, '3 artykuły'],
    ['pl', polish, 5, '5 artykułów'],
    ['pl', polish, 22, '22 artykuły'],
    ['ar-u-nu-latn', arabic, 0, 'لا مقالات'],
    ['ar-u-nu-latn', arabic, 1, 'مقال واحد'],
    ['ar-u-nu-latn', arabic, 2, 'مقالان'],
    ['ar-u-nu-latn', arabic, 5, '5 مقالات'],
    ['ar-u-nu-latn', arabic, 11, '11 مقالًا'],
    ['ar-u-nu-latn', arabic, 100, '100 مقال'],
    ['ja', { 'topic.count.other': '{count}件' }, 1, '1件'],
  ])('have the plural forms of their own: %s', (locale, strings, count, text) => {
    expect(createWords(locale, strings).tCount('topic.count', count)).toBe(text);
  });

  it('fall back to the form for any number', () => {
    const { tCount } = createWords('pl', { 'topic.count.other': '{count} szt.' });
    expect(tCount('topic.count', 5)).toBe('5 szt.');
  });

  it('write numbers as the language does', () => {
    expect(createWords('de', {}).tCount('topic.count', 1234)).toBe('1.234 articles');
  });
});

describe('a key of words', () => {
  it('is known if it is English, or a plural form of one that has them', () => {
    expect(Object.keys(englishStrings).filter((key) => !isStringKey(key))).toEqual([]);
    expect(
      ['zero', 'two', 'few', 'many'].filter((form) => !isStringKey(`topic.count.${form}`)),
    ).toEqual([]);
  });

  it.each([
    '',
    'other',
    '.other',
    'nav',
    'nav.menu.other',
    'topic.count',
    'topic.count.some',
    '__proto__',
    'constructor',
    'toString',
    'topic.count.other.other',
  ])('is not known otherwise: %j', (key) => {
    expect(isStringKey(key)).toBe(false);
  });

  it('of English has a form for one and for others, wherever it counts', () => {
    const counted = Object.keys(englishStrings).filter((key) => key.endsWith('.other'));
    expect(counted.length).toBeGreaterThan(0);
    expect(
      counted.map((key) => key.replace(/\.other$/, '.one')).filter((key) => !isStringKey(key)),
    ).toEqual([]);
  });
});
