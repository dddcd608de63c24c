import { dictionary } from '@zxcvbn-ts/language-common';

/*
 * Which passwords are taken: long ones that are not among those that everybody tries first. No rule
 * asks for capitals or signs, which people answer with `Password1!`. The list of passwords that were
 * stolen elsewhere is in a package, so that nobody is told what somebody has chosen here.
 */

/** How long passwords are, in characters. */
export const passwordLength = { least: 10, most: 128 } as const;

export type WeakPassword = 'short' | 'long' | 'known' | 'personal';

const stolen: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].map((one) => one.toLowerCase()),
);

/** What is near at hand for whoever guesses at one reader's password. */
export interface Surroundings {
  readonly address: string;
  readonly name: string;
  /** The name of the publication. */
  readonly title: string;
}

/** What is wrong with a password that somebody wants; null where nothing is. */
export function weaknessOf(
  password: string,
  { address, name, title }: Surroundings,
): WeakPassword | null {
  // As better-auth counts them.
  if (password.length < passwordLength.least) return 'short';
  if (password.length > passwordLength.most) return 'long';
  const small = password.normalize('NFKC').toLowerCase();
  if (isKnown(small)) return 'known';
  return [address, address.split('@')[0] ?? '', name, title].some((own) => isMostOf(small, own))
    ? 'personal'
    : null;
}

function isKnown(small: string): boolean {
  if (new Set(small).size < 4 || stolen.has(small)) return true;
  // `password2026!`, `passwordpassword`: a known word with what is put around it.
  const core = small.replace(/^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu, '');
  const [, unit = core] = /^(.+?)\1+$/su.exec(core) ?? [];
  return core === '' ? isSequence(small) : stolen.has(core) || stolen.has(unit);
}

/** Digits and signs alone: known where they go up, down or in circles, as `1234567890`. */
function isSequence(small: string): boolean {
  const steps = [...small].map(
    (one, at) => one.charCodeAt(0) - small.charCodeAt(Math.max(at - 1, 0)),
  );
  return new Set(steps.slice(1)).size < 4;
}

/** Whether a password is somebody's name or address with little beside it. */
function isMostOf(small: string, own: string): boolean {
  const mine = own.normalize('NFKC').toLowerCase();
  return mine.length >= 4 && small.includes(mine) && small.length - mine.length < 6;
}
