import {
  newsletterWords,
  type NewsletterWords,
} from '#src/shared/newsletter/newsletter-settings.ts';
import type { Words } from './translate.ts';

/**
 * Answers the words of the newsletter in one language, with the name of the publication in its place.
 * Other values are filled in where they are known.
 */
export function makeNewsletterWords({ t }: Words, title: string): NewsletterWords {
  const texts = newsletterWords.map((word) => [
    word,
    t(`newsletter.${word}`, { title: withoutPlaceholders(title) }),
  ]);
  // Built from the very words that the type is made of.
  return Object.fromEntries(texts) as NewsletterWords;
}

/** A name with something in braces in it is shown as it is, not filled in: a joiner nobody sees comes between. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll('{', '{\u2060');
}
