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
  /** The languages of the publication, this one among them. */
  readonly locales: readonly {
    readonly code: string;
    readonly name: string;
    readonly isDefault: boolean;
  }[];
}

/** The mails of accounts, by what they are for. */
export const accountMailNames = ['sign-up', 'known', 'sign-in', 'reset'] as const;

export type AccountMailName = (typeof accountMailNames)[number];
