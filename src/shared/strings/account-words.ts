import type { AccountWords } from '#src/shared/accounts/account-settings.ts';
import { englishAccountStrings } from './account-en.ts';
import { withoutPlaceholders } from './newsletter-words.ts';
import type { Words } from './translate.ts';

/**
 * Answers the words of accounts in one language, by their keys without `account.`, with the name of
 * the publication in its place. Other values are filled in where they are known.
 */
export function makeAccountWords({ t }: Words, title: string): AccountWords {
  // The very keys that the type is made of.
  const keys = Object.keys(englishAccountStrings) as (keyof typeof englishAccountStrings)[];
  const texts = keys.map((key) => [
    key.slice('account.'.length),
    t(key, { title: withoutPlaceholders(title) }),
  ]);
  return Object.fromEntries(texts) as AccountWords;
}
