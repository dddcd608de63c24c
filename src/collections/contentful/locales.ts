import type { Site } from '#src/collections/schemas/site.ts';
import type { ContentfulAsset, ContentfulEntry, ContentfulLocale } from './space.ts';

/** A language of the publication and what the space calls it. */
export interface MatchedLocale {
  /** Ours. */
  readonly code: string;
  /** The space's languages in which a value is looked for, the article's own first. */
  readonly chain: readonly string[];
  /** Whether texts that are not translated belong to it. */
  readonly isDefault: boolean;
}

/**
 * Finds the space's language for each of the publication's: the one that site.yaml names, one of the
 * same code, or the first one of the same language.
 */
export function matchLocales(
  site: Pick<Site, 'locales'>,
  chosen: Readonly<Record<string, string>>,
  locales: readonly ContentfulLocale[],
): MatchedLocale[] {
  return site.locales.flatMap(({ code }) => {
    const found = findLocale(code, chosen[code], locales);
    if (!found) return [];
    return [{ code, chain: chainOf(found, locales), isDefault: found.default }];
  });
}

function findLocale(
  code: string,
  chosen: string | undefined,
  locales: readonly ContentfulLocale[],
): ContentfulLocale | undefined {
  if (chosen !== undefined) return locales.find((one) => one.code === chosen);
  const language = languageOf(code);
  return (
    locales.find((one) => one.code.toLowerCase() === code) ??
    locales.find((one) => one.default && languageOf(one.code) === language) ??
    locales.find((one) => languageOf(one.code) === language)
  );
}

function languageOf(code: string): string {
  return code.toLowerCase().split('-')[0] ?? '';
}

/** As Contentful falls back: language by language, each once. */
function chainOf(locale: ContentfulLocale, locales: readonly ContentfulLocale[]): string[] {
  const chain: string[] = [];
  let next: ContentfulLocale | undefined = locale;
  while (next && !chain.includes(next.code)) {
    chain.push(next.code);
    const { fallbackCode }: ContentfulLocale = next;
    next = locales.find((one) => one.code === fallbackCode);
  }
  // What is not localised is only written in the space's default language.
  const whole = locales.find((one) => one.default)?.code;
  return whole === undefined || chain.includes(whole) ? chain : [...chain, whole];
}

/** The value of a field in a language, or in the next one that has it; null where none has. */
export function valueIn(
  { fields, sys }: ContentfulEntry | ContentfulAsset,
  field: string,
  { chain }: MatchedLocale,
): unknown {
  if (field === 'sys.updatedAt') return sys.updatedAt;
  if (field === 'sys.createdAt') return 'createdAt' in sys ? sys.createdAt : null;
  const byLocale = Object.hasOwn(fields, field) ? fields[field] : undefined;
  for (const code of chain) {
    const value = byLocale && Object.hasOwn(byLocale, code) ? byLocale[code] : undefined;
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** Whether a field is written in this very language. */
export function isWrittenIn(
  { fields }: ContentfulEntry,
  field: string,
  { chain: [own = ''] }: MatchedLocale,
): boolean {
  const byLocale = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return byLocale !== undefined && Object.hasOwn(byLocale, own) && byLocale[own] !== null;
}
