import { englishStrings, type StringKey } from './en.ts';
import { fill } from './fill.ts';

/** An owner's words for one locale: any subset of the keys, plural forms of that language added. */
export type StringOverrides = Readonly<Record<string, string>>;

/** Gives the text for a key with its `{placeholders}` filled. */
export type Translate = (
  key: StringKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** Keys that have plural forms, without their ending. */
export type PluralKey = 'article.reading-time' | 'topic.count' | 'search.results' | 'search.chosen';

/** The texts of a key by plural category, unfilled, for what is counted in the browser. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Gives the text for `count` in the plural form that the language wants. */
export type TranslateCount = (key: PluralKey, count: number) => string;

export interface Words {
  readonly locale: string;
  readonly t: Translate;
  readonly tCount: TranslateCount;
  /** Gives all plural forms that the language uses. */
  readonly forms: (key: PluralKey) => PluralForms;
}

/** Makes the words of one locale: the owner's where given, English where not. */
export function createWords(locale: string, overrides: StringOverrides): Words {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const lookUp = (key: string): string | undefined =>
    overrides[key] ?? (englishStrings as Readonly<Record<string, string>>)[key];
  return {
    locale,
    t: (key, values = {}) => fill(lookUp(key) ?? key, values),
    tCount: (key, count) => {
      const text = lookUp(`${key}.${plurals.select(count)}`) ?? lookUp(`${key}.other`) ?? key;
      return fill(text, { count: numbers.format(count) });
    },
    forms: (key) =>
      Object.fromEntries(
        plurals
          .resolvedOptions()
          .pluralCategories.map((category) => [
            category,
            lookUp(`${key}.${category}`) ?? lookUp(`${key}.other`) ?? key,
          ]),
      ),
  };
}

const pluralCategories: ReadonlySet<string> = new Set([
  'zero',
  'one',
  'two',
  'few',
  'many',
  'other',
]);

/** Says whether `key` is one that an owner's strings file may hold. */
export function isStringKey(key: string): boolean {
  if (Object.hasOwn(englishStrings, key)) return true;
  const end = key.lastIndexOf('.');
  return (
    pluralCategories.has(key.slice(end + 1)) &&
    Object.hasOwn(englishStrings, `${key.slice(0, end)}.other`)
  );
}
