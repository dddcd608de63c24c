import type { MailTemplate } from '#src/shared/newsletter/mail-templates.ts';
import type { englishAccountStrings } from '#src/shared/strings/account-en.ts';

/*
 * What the functions of accounts need to know of the publication. The build writes it for each
 * language to `/account/served.json` (others under their prefix); functions fetch it from the site
 * that they belong to.
 */

export interface AccountSettings {
  /** The name of the publication. */
  readonly title: string;
  /** Where the publication is, without a slash at the end. */
  readonly url: string;
  /** The language of this file, and whether it is the default one, which has no prefix in paths. */
  readonly locale: string;
  readonly isDefault: boolean;
  /** Whose dates are used. */
  readonly formats: string;
  readonly timeZone: string;
  /** Who mails come from; `MAIL_FROM` counts more. */
  readonly sender: string | null;
  readonly replyTo: string | null;
  /** Whether there is a newsletter to change. */
  readonly hasNewsletter: boolean;
  /** Whether there are comments for editors to look at. */
  readonly hasComments: boolean;
  /** Domains of throw-away addresses that are let in, and others that are not. */
  readonly domains: { readonly allowed: readonly string[]; readonly refused: readonly string[] };
  /** The languages of the publication, this one among them. */
  readonly locales: readonly {
    readonly code: string;
    readonly name: string;
    readonly isDefault: boolean;
  }[];
  readonly words: AccountWords;
  readonly mail: AccountMailTemplates;
}

/** The keys of the words of accounts, without `account.` */
export type AccountWord = keyof typeof englishAccountStrings extends `account.${infer Short}`
  ? Short
  : never;

export type AccountWords = Readonly<Record<AccountWord, string>>;

/** The mails of accounts, by what they are for. Each has one link: `{{link}}`. */
export const accountMailNames = ['sign-up', 'known', 'sign-in', 'reset'] as const;

export type AccountMailName = (typeof accountMailNames)[number];

export type AccountMailTemplates = Readonly<Record<AccountMailName, MailTemplate>>;
