import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IndexStore } from '#src/shared/search/index-store.ts';
import {
  indexLanguageOf,
  keyOf,
  languageOf,
  partKeysOf,
  spellingOf,
  wordsIn,
} from '#src/shared/search/index-words.ts';
import { makeIndex, type SampleIndex } from '#tests/setup/search.ts';

/** Words as they come, language by language. */
const samples: Readonly<Record<string, string>> = {
  en: `don’t it's front-end getElementById HTMLParser iPhone v7.3 C++ node.js snake_case O'Neill
    café naïve 1,000.50 e-mail@example.com https://example.com/a/b “quoted” (braces) AT&T x² ½ 10km
    H₂O A1b2C3 ＦＵＬＬ ﬁne state-of-the-art re-read ABCdef abcDEFghi`,
  de: 'Straße STRASSE Müller ÄRGER Öl Mu\u0308ller Grüße-Österreich Maßstäbe',
  fr: "l'école l’école aujourd'hui cœur ŒUVRE Noël garçon ÇA qu'il L'ÉTÉ",
  tr: 'IŞIK ışık İstanbul istanbul ISTANBUL çiğ ÇİĞ ığdır',
  ar: 'الكتاب المُعَلِّمُ أحمد إسبانيا آمال مدرسة عـــرب ١٢٣ لأن هؤلاء',
  he: 'שָׁלוֹם צה״ל הבית',
  ru: 'ёлка Йод ЁЛКА по-русски Медведь',
  el: 'δρόμος ΔΡΟΜΟΣ ΐδιος ὅμηρος Ἀθῆναι',
  ko: '노드는 학교-에서 값 ㄱㄴ Node의 책',
  hi: 'हिन्दी हिंदी किताब क़लम ज़्यादा १२३',
  vi: 'đường Đại thành phố Nguyễn ơi',
  ta: 'தமிழ்',
  ka: 'ქართული ᲥᲐᲠᲗᲣᲚᲘ',
  hy: 'Հայերեն և ԵՎ',
  pl: 'łódź ŁÓDŹ zażółć',
  da: 'Ærø Ålborg smørrebrød',
  ja: '新聞は印刷技術の発展。ガギグ プログラム',
  zh: '今天的新闻报道 漢字',
  th: 'ข่าววันนี้ ประเทศไทย',
  la: '𝒜𝒷 𐐀𐐨 ⅷ Ⅷ ª º ŉ ǰ ẞ ﬃ soft\u00ADhyphen non\u200Cjoiner a\u0300b',
};

let index: SampleIndex;

beforeAll(async () => {
  index = await makeIndex(
    Object.entries(samples).map(([locale, text]) => ({
      url: `/${locale}`,
      locale,
      html: `<p>${text}</p>`,
    })),
  );
});

afterAll(() => index.remove());

describe('keys of words', () => {
  it.each(Object.entries(samples))('are those of the index: %s', async (locale, text) => {
    const store = await IndexStore.open(locale, index.read);
    for (const word of wordsIn(text, locale)) {
      const parts = partKeysOf(word);
      // What a query asks for: parts only where there are several, and none of what cannot be seen.
      const asksForParts = parts.length > 1 && !/[\u00AD\u200C]/u.test(word);
      for (const key of [keyOf(word), ...(asksForParts ? parts : [])].filter(Boolean)) {
        expect(await store.word(key), `${word} as ${key}`).not.toBeNull();
      }
    }
  });

  it('have no marks, capitals, punctuation or anything invisible', () => {
    expect(keyOf('«Ça-va»!')).toBe('cava');
    expect(keyOf('soft\u00ADhyphen')).toBe('softhyphen');
    expect(keyOf('\u202Eevil\u0000')).toBe('evil');
    expect(keyOf('…—“”')).toBe('');
  });

  it('keep the marks that make other letters of Japanese ones', () => {
    expect(keyOf('か\u3099き')).toBe('がき');
  });

  it('are the same for composed and decomposed letters', () => {
    for (const word of ['Müller', '노드', 'がっこう', 'đường', 'क़लम'])
      expect(keyOf(word.normalize('NFD'))).toBe(keyOf(word.normalize('NFC')));
  });
});

describe('parts of a word', () => {
  it.each([
    ['front-end', ['front', 'end']],
    ['getElementById', ['get', 'element', 'by', 'id']],
    ['HTMLParser', ['html', 'parser']],
    ['it’s', ['it']],
    ['plain', ['plain']],
    ['…', []],
  ])('of %s are %j', (word, parts) => {
    expect(partKeysOf(word)).toEqual(parts);
  });
});

describe('the spelling of a word', () => {
  it('keeps its marks', () => {
    expect(spellingOf('«Mu\u0308ller»')).toBe('müller');
  });
});

describe('the language of a locale', () => {
  it('is its first subtag', () => {
    expect(languageOf('pt-BR')).toBe('pt');
  });

  it('is private in the index, but where words are not set apart', () => {
    expect(indexLanguageOf('pt-BR')).toBe('x-pt-br');
    expect(indexLanguageOf('zh-Hans')).toBe('zh-hans');
  });
});

describe('words in a text', () => {
  it('stand between spaces of any kind', () => {
    expect(wordsIn(' a\u00A0b\n\tc\u3000d ', 'en')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are found where the language sets none apart, with nothing lost', () => {
    const text = '今天的新闻报道,abc。';
    expect(wordsIn(text, 'zh').join('')).toBe(text);
    expect(wordsIn(text, 'zh')).toContain('新闻');
  });
});
