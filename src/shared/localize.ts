import type { LocaleScope } from './paths.ts';

/** Picks the text of a language: its own, else the default language's, else any there is. */
export function localize(
  text: string | Readonly<Record<string, string>>,
  { locale, defaultLocale }: LocaleScope,
): string {
  if (typeof text === 'string') return text;
  return text[locale] ?? text[defaultLocale] ?? Object.values(text)[0] ?? '';
}

const rightToLeftScripts: ReadonlySet<string> = new Set([
  'Arab',
  'Hebr',
  'Thaa',
  'Syrc',
  'Nkoo',
  'Adlm',
  'Rohg',
]);

/** The direction a language is written in. */
export function writingDirection(locale: string): 'ltr' | 'rtl' {
  return rightToLeftScripts.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
}
