import type { MailTemplates } from './mail-templates.ts';

/*
 * What the newsletter's functions need to know of the publication. The build writes it for each
 * language to `/newsletter/served.json` (others under their prefix); functions fetch it from the
 * site that they belong to.
 */

export interface NewsletterSettings {
  /** The name of the publication. */
  readonly title: string;
  /** Where the publication is, without a slash at the end. */
  readonly url: string;
  /** The language of this file, and whether it is the default one, which has no prefix in paths. */
  readonly locale: string;
  readonly isDefault: boolean;
  readonly dir: 'ltr' | 'rtl';
  /** Whose dates and numbers are used. */
  readonly formats: string;
  readonly timeZone: string;
  /** Whether nothing is sent to subscribers until this is changed. Confirmations go on. */
  readonly isPaused: boolean;
  /** Who mails come from, such as `The Small Paper <post@example.org>`; `MAIL_FROM` counts more. */
  readonly sender: string | null;
  /** Where answers go, and requests to leave. */
  readonly replyTo: string | null;
  /** Where the publication can be reached by post, as laws on mail ask for. */
  readonly postalAddress: string | null;
  /** Day on which the weekly edition is made: 1 is Monday. */
  readonly weekday: number;
  /** Topics that readers can choose, by id. */
  readonly topics: readonly { readonly id: string; readonly name: string }[];
  /** Domains of throw-away addresses that are let in, and others that are not. */
  readonly domains: { readonly allowed: readonly string[]; readonly refused: readonly string[] };
  /** The languages of the publication, this one among them. */
  readonly locales: readonly {
    readonly code: string;
    readonly name: string;
    readonly isDefault: boolean;
  }[];
  readonly words: NewsletterWords;
  readonly mail: MailTemplates;
}

/** Words of the newsletter's pages, by their keys in the interface strings without `newsletter.` */
export type NewsletterWords = Readonly<Record<NewsletterWord, string>>;

/**
 * The keys of those words. `{…}` in a word stands for a value: `{address}` in those of leaving, `{date}`
 * in the title of an edition. The name of the publication is filled in already.
 */
export const newsletterWords = [
  // Of the form.
  'heading',
  'promise',
  'label',
  'submit',
  // What is said when it was sent, the same to everybody.
  'sent.title',
  'sent.text',
  // Mistakes: by the code of the error.
  'error.invalid_email',
  'error.missing_email',
  'error.disposable_email',
  'error.too_many_requests',
  'error.unavailable',
  'error.invalid_request',
  // The page behind the link in the first mail.
  'confirm.title',
  'confirm.text',
  'confirm.submit',
  'confirmed.title',
  'confirmed.text',
  'expired.title',
  'expired.text',
  'expired.submit',
  // Leaving. `{address}` is shown with most letters hidden.
  'unsubscribe.title',
  'unsubscribe.text',
  'unsubscribe.submit',
  'unsubscribed.title',
  'unsubscribed.text',
  'unsubscribed.undo',
  'undone.title',
  'undone.text',
  'unknown.title',
  'unknown.text',
  // What is sent how often.
  'preferences.title',
  'preferences.text',
  'preferences.topics',
  'preferences.topics.hint',
  'preferences.frequency',
  'preferences.each',
  'preferences.weekly',
  'preferences.language',
  'preferences.submit',
  'preferences.saved',
  // The reader's own data.
  'data.title',
  'data.text',
  'data.export',
  'data.erase',
  'data.sent',
  'export.title',
  'export.text',
  'export.submit',
  'erase.title',
  'erase.text',
  'erase.submit',
  'erased.title',
  'erased.text',
  // Past editions.
  'editions',
  'editions.none',
  'edition.title',
] as const;

export type NewsletterWord = (typeof newsletterWords)[number];
