import { fill } from '#src/shared/strings/fill.ts';
import type { MailWords } from '#src/shared/strings/mail-words.ts';
import type { MailColours } from './mail-look.ts';

/** What the mails of a language are made of. Texts are as their owner wrote them. */
export interface MailSource {
  readonly title: string;
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** The full address of the front page. */
  readonly home: string;
  /** Lines of an address; null where the owner gives none. */
  readonly postalAddress: string | null;
  readonly words: MailWords;
}

/** A mail is made of words in their places and of colours. */
export interface MailSetting {
  readonly source: MailSource;
  readonly colours: MailColours;
}

/** A text of the mails, with the publication's name and address in it. It is not escaped yet. */
export function say({ title, home, words }: MailSource, word: keyof MailWords): string {
  return fill(words[word], { title, site: new URL(home).host });
}
