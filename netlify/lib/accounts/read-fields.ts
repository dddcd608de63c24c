import type { AccountSettings } from '#src/shared/accounts/account-settings.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { isDisposable } from '#netlify/lib/newsletter/disposable.ts';
import { parseMailAddress } from '#netlify/lib/newsletter/mail-address.ts';
import { weaknessOf, type Surroundings } from './password-rules.ts';
import { longestName, mistake } from './problems.ts';

/** What forms of accounts hold, read without trust. @throws Refusal, each of them */

export function readAddress(fields: Fields): string {
  const written = fields.one('email');
  if (written === null || written.trim() === '') throw mistake('missing_email', 'email');
  const address = parseMailAddress(written);
  if (address === null) throw mistake('invalid_email', 'email');
  return address;
}

/** An address that may become an account's. */
export function readLastingAddress(fields: Fields, { domains }: AccountSettings): string {
  const address = readAddress(fields);
  if (isDisposable(address, domains)) throw mistake('disposable_email', 'email');
  return address;
}

/** A password that is to be compared with the one that is kept. */
export function readPassword(fields: Fields, name = 'password'): string {
  const password = fields.one(name);
  if (password === null || password === '') throw mistake('missing_password', name);
  return password;
}

/** A password that is to be kept. */
export function readNewPassword(fields: Fields, name: string, surroundings: Surroundings): string {
  const password = readPassword(fields, name);
  const weakness = weaknessOf(password, surroundings);
  if (weakness !== null) throw mistake(`${weakness}_password`, name);
  return password;
}

/** A name that others see: one line, and nothing that turns the text around it. */
export function readName(fields: Fields): string {
  const name = (fields.one('name') ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
  const length = [...new Intl.Segmenter('en').segment(name)].length;
  // Controls, marks of direction, characters that nobody sees, and letters under a heap of accents.
  const isStrange = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]|\p{M}{4}/u.test(name);
  if (length === 0 || length > longestName || name.length > 200 || isStrange) {
    throw mistake('invalid_name', 'name');
  }
  return name;
}

/** The id of a row, as forms of ours carry it; empty, which no row has, where it cannot be one. */
export function readId(fields: Fields): string {
  const id = fields.one('id') ?? '';
  return /^[\w-]{1,64}$/u.test(id) ? id : '';
}
