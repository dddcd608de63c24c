import { z } from 'astro/zod';
import { parseWrittenDate } from '#src/shared/dates.ts';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';

/** Field types shared by the schemas. Each message says what would be right. */

/** One line of plain text: what it says is what is shown, so marks of HTML are refused. */
export function plainText(longest: number): z.ZodType<string, string> {
  return z
    .string('text; put it in quotes if it is a number, a date or has a colon')
    .trim()
    .min(1, 'some text')
    .max(longest, `at most ${longest} characters`)
    .refine((text) => !/<[a-z/!][^>]*>/i.test(text), 'plain text, without HTML tags')
    .refine((text) => !hasControlCharacter(text), 'one line, without control characters');
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}

/** A name in paths and references: letters and digits of any script, with single hyphens. */
export const slugPattern =
  /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u;

export const wantedSlug = 'small letters and digits, joined by hyphens, such as a-good-name';

/** Whether a name can be the last part of an address, written in one way only. */
export function isSlug(name: string): boolean {
  return slugPattern.test(name) && name === name.normalize('NFC');
}

/** A reference to a file of that name without its ending. */
export const id = z
  .string('an id: the name of a file without its ending')
  .regex(slugPattern, 'an id in small letters, digits and hyphens, such as web-desk');

/** A BCP 47 language tag, as its folder is named: `en`, `pt-br`, `zh-hans`. */
export const localeCode = z
  .string('a language code')
  .regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/, 'a language code in small letters, such as en or pt-br')
  .refine(isLanguageTag, 'a language code that exists, such as en or pt-br');

/** Whether browsers and `Intl` take `tag` for a language. */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A date, or a date and time, by the clock of the publication unless it names a zone. Never defaulted. */
export function writtenDate(timeZone: string): z.ZodType<Date, string> {
  return z
    .string('a date such as 2026-09-14 or 2026-09-14T08:00:00Z')
    .transform((text, context) => {
      const date = parseWrittenDate(text, timeZone);
      if (date) return date;
      context.addIssue({
        code: 'custom',
        message: 'a date that exists, such as 2026-09-14 or 2026-09-14T08:00:00Z',
      });
      return z.NEVER;
    });
}

/** An absolute web address. */
export const webUrl = z
  .string('a web address')
  .refine(
    (text) => /^https?:\/\//i.test(text) && URL.canParse(text) && isSafeUrl(text),
    'a web address that begins with https://',
  );

/** Where a link of the owner's may point: a path of this site, a web address, a mail address. */
export const linkTarget = z
  .string('a path such as /about/ or a web address')
  .refine(
    (text) => (text.startsWith('/') ? isOnThisSite(text) : isAbsoluteSafeUrl(text)),
    'a path that begins with /, or an address that begins with https:// or mailto:',
  );

/** Browsers read `/\\elsewhere.example` as they read `//elsewhere.example`. */
function isOnThisSite(path: string): boolean {
  const here = 'https://relative.invalid';
  return URL.canParse(path, here) && new URL(path, here).origin === here;
}

function isAbsoluteSafeUrl(text: string): boolean {
  return URL.canParse(text) && isSafeUrl(text);
}

/** A path of this site that used to be somebody's address. */
export const sitePath = z
  .string('a path such as /2019/old-name/')
  .regex(/^\/(?!\/)[^\s?#\\]*$/, 'a path that begins with / and has no space, ? or #')
  // Browsers resolve these before they ask: such a path is never sent.
  .refine((text) => !/\/\.{1,2}(?:\/|$)/.test(text), 'a path without . or .. in it');

/** One text for every language, or one for each. */
export function localized(longest: number): z.ZodType<LocalizedText> {
  return z.union(
    [plainText(longest), z.record(localeCode, plainText(longest))],
    `plain text of at most ${longest} characters, or one such text for each language code`,
  );
}

/** Text that is the same in every language, or a text for each. */
export type LocalizedText = string | Record<string, string>;
