import type { AccountSettings, AccountWord } from '#src/shared/accounts/account-settings.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { passwordLength } from './password-rules.ts';

export const longestName = 60;

/** What can be wrong with a field, by the codes that words are under. */
type Mistake = {
  [Word in AccountWord]: Word extends `error.${infer Code}` ? Code : never;
}[AccountWord];

/** Something in a form that whoever sent it can mend. */
export function mistake(code: Mistake, field: string | null, status = 422): Refusal {
  return new Refusal(status, code, code, { field });
}

/** What somebody is told whose request was refused, or could not be answered. */
export function wordsOfProblem({ code, status }: Refusal, { words }: AccountSettings): string {
  const known = `error.${code}`;
  if (known in words) {
    // It was just found there.
    const { least, most } = passwordLength;
    const isOfName = code === 'invalid_name';
    return fill(words[known as AccountWord], {
      least: String(least),
      most: String(isOfName ? longestName : most),
    });
  }
  return words[status >= 500 ? 'error.unavailable' : 'error.invalid_request'];
}
