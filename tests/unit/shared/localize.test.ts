import { describe, expect, it } from 'vitest';
import { localize, writingDirection } from '#src/shared/localize.ts';

describe('a text of several languages', () => {
  const scope = { locale: 'de', defaultLocale: 'en' };
  it.each([
    ['Paper', 'Paper'],
    [{ de: 'Zeitung', en: 'Paper' }, 'Zeitung'],
    [{ fr: 'Journal', en: 'Paper' }, 'Paper'],
    [{ fr: 'Journal' }, 'Journal'],
    [{}, ''],
  ])('is shown in its own, else the default, else any: %j', (text, shown) => {
    expect(localize(text as string, scope)).toBe(shown);
  });
});

describe('the direction of a language', () => {
  it.each(['ar', 'fa', 'he', 'ur', 'yi', 'ckb', 'dv', 'syr', 'uz-arab', 'az-arab', 'ff-adlm'])(
    'is from the right for %s',
    (locale) => {
      expect(writingDirection(locale)).toBe('rtl');
    },
  );

  it.each(['en', 'de', 'zh', 'ja', 'ru', 'hi', 'az', 'uz', 'ar-latn', 'ku'])(
    'is from the left for %s',
    (locale) => {
      expect(writingDirection(locale)).toBe('ltr');
    },
  );
});
