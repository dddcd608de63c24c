import { englishMailStrings } from './mail-en.ts';
import type { Words } from './translate.ts';

/** The words of mails, by their keys. `{title}` and `{site}` are not filled in yet. */
export type MailWords = Readonly<Record<keyof typeof englishMailStrings, string>>;

/** Answers the words of the mails in one language. */
export function makeMailWords({ t }: Words): MailWords {
  // The very keys that the type is made of.
  const keys = Object.keys(englishMailStrings) as (keyof MailWords)[];
  return Object.fromEntries(keys.map((key) => [key, t(key)])) as MailWords;
}
