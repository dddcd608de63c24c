import { keyOf, languageOf } from './index-words.ts';

/** What the search has to know of a language. */
export interface Language {
  /** Takes endings off the key of a word: words with the same stem are forms of one. */
  readonly stem: (key: string) => string;
  /** Whether it is known what endings the language has. */
  readonly hasStems: boolean;
  /** Keys of words that say nothing of what is looked for. */
  readonly stopWords: ReadonlySet<string>;
}

interface StemmerModule {
  readonly stemmer: (word: string) => string;
}

interface StopWordsModule {
  readonly stopwords: readonly string[];
}

/** Loaded for the language of the page only. Languages that are not here do without. */
const stemmers: Readonly<Record<string, () => Promise<StemmerModule>>> = {
  ar: () => import('@orama/stemmers/arabic'),
  bg: () => import('@orama/stemmers/bulgarian'),
  da: () => import('@orama/stemmers/danish'),
  de: () => import('@orama/stemmers/german'),
  el: () => import('@orama/stemmers/greek'),
  en: () => import('@orama/stemmers/english'),
  es: () => import('@orama/stemmers/spanish'),
  fi: () => import('@orama/stemmers/finnish'),
  fr: () => import('@orama/stemmers/french'),
  ga: () => import('@orama/stemmers/irish'),
  hu: () => import('@orama/stemmers/hungarian'),
  hy: () => import('@orama/stemmers/armenian'),
  id: () => import('@orama/stemmers/indonesian'),
  it: () => import('@orama/stemmers/italian'),
  lt: () => import('@orama/stemmers/lithuanian'),
  nb: () => import('@orama/stemmers/norwegian'),
  nl: () => import('@orama/stemmers/dutch'),
  nn: () => import('@orama/stemmers/norwegian'),
  no: () => import('@orama/stemmers/norwegian'),
  pt: () => import('@orama/stemmers/portuguese'),
  ro: () => import('@orama/stemmers/romanian'),
  ru: () => import('@orama/stemmers/russian'),
  sr: () => import('@orama/stemmers/serbian'),
  sv: () => import('@orama/stemmers/swedish'),
  tr: () => import('@orama/stemmers/turkish'),
  uk: () => import('@orama/stemmers/ukrainian'),
};

const stopWordLists: Readonly<Record<string, () => Promise<StopWordsModule>>> = {
  ar: () => import('@orama/stopwords/arabic'),
  bg: () => import('@orama/stopwords/bulgarian'),
  da: () => import('@orama/stopwords/danish'),
  de: () => import('@orama/stopwords/german'),
  el: () => import('@orama/stopwords/greek'),
  en: () => import('@orama/stopwords/english'),
  es: () => import('@orama/stopwords/spanish'),
  fi: () => import('@orama/stopwords/finnish'),
  fr: () => import('@orama/stopwords/french'),
  hu: () => import('@orama/stopwords/hungarian'),
  id: () => import('@orama/stopwords/indonesian'),
  it: () => import('@orama/stopwords/italian'),
  ja: () => import('@orama/stopwords/japanese'),
  nb: () => import('@orama/stopwords/norwegian'),
  nl: () => import('@orama/stopwords/dutch'),
  nn: () => import('@orama/stopwords/norwegian'),
  no: () => import('@orama/stopwords/norwegian'),
  pt: () => import('@orama/stopwords/portuguese'),
  ro: () => import('@orama/stopwords/romanian'),
  ru: () => import('@orama/stopwords/russian'),
  sv: () => import('@orama/stopwords/swedish'),
  tr: () => import('@orama/stopwords/turkish'),
  uk: () => import('@orama/stopwords/ukrainian'),
  zh: () => import('@orama/stopwords/mandarin'),
};

export async function loadLanguage(locale: string): Promise<Language> {
  const name = languageOf(locale);
  const [stemmer, list] = await Promise.all([stemmers[name]?.(), stopWordLists[name]?.()]);
  const stopWords = new Set((list?.stopwords ?? []).map(keyOf));
  const stem = stemmer?.stemmer ?? ((key: string) => key);
  return { stem, hasStems: stemmer !== undefined, stopWords };
}
