import { englishNewsletterStrings } from './newsletter-en.ts';
import type { Words } from './translate.ts';

/** The words that the form needs in the browser, by their keys without `newsletter.` */
const subscribeWords = [
  'label',
  'placeholder',
  'submit',
  'sending',
  'trap',
  'sent.title',
  'sent.text',
  'error.invalid_email',
  'error.missing_email',
  'error.disposable_email',
  'error.too_many_requests',
  'error.unavailable',
  'error.invalid_request',
  'retry',
] as const satisfies readonly KeyOfNewsletter[];

type KeyOfNewsletter = keyof typeof englishNewsletterStrings extends `newsletter.${infer Short}`
  ? Short
  : never;

export type SubscribeWords = Readonly<Record<(typeof subscribeWords)[number], string>>;

/** Answers the words of the form in one language. */
export function makeSubscribeWords({ t }: Words, title: string): SubscribeWords {
  const texts = subscribeWords.map((word) => [word, t(`newsletter.${word}`, { title })]);
  // Built from the very words that the type is made of.
  return Object.fromEntries(texts) as SubscribeWords;
}
