import { englishStrings, type StringKey } from './en.ts';

/** An owner's words for one locale: any subset of the keys, plural forms of that language added. */
export type StringOverrides = Readonly<Record<string, string>>;

/** Gives the text for a key with its `{placeholders}` filled. */
export type Translate = (
  key: StringKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** Keys that have plural forms, without their ending. */
export type PluralKey = 'article.reading-time' | 'topic.count';

/** Gives the text for `count` in the plural form that the language wants. */
export type TranslateCount = (key: PluralKey, count: number) => string;

export interface Words {
  readonly locale: string;
  readonly t: Translate;
  readonly tCount: TranslateCount;
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
  };
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
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
