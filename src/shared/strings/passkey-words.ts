import type { Words } from './translate.ts';

/** The words that the button for passkeys needs in the browser, without `account.passkeys.` */
const passkeyWords = ['signin', 'add', 'working', 'failed', 'stale'] as const;

export type PasskeyWords = Readonly<Record<(typeof passkeyWords)[number], string>>;

/** Answers the words of the button in one language. */
export function makePasskeyWords({ t }: Words): PasskeyWords {
  const texts = passkeyWords.map((word) => [word, t(`account.passkeys.${word}`)]);
  // Built from the very words that the type is made of.
  return Object.fromEntries(texts) as PasskeyWords;
}
