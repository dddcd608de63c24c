/*
 * Mails as the build has made them: HTML and text with names in double braces where something is
 * filled in when they are sent. Functions only fill them in, so that they carry no renderer, and a
 * hundred thousand mails cost as many replacements.
 */

/** The single mails, by what they are for. */
export const mailNames = ['confirm', 'welcome', 'already', 'export', 'erase'] as const;

export type MailName = (typeof mailNames)[number];

/**
 * One mail. In `html` values are escaped when they are filled in; in `subject` and `text` they stand
 * as they are. Placeholders of every mail: `{{link}}` (where its one button leads), `{{leave}}` and
 * `{{preferences}}` (links; not in `confirm`, `export`, `erase`).
 */
export interface MailTemplate {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * An edition: a mail in which `{{articles}}` stands for its articles, each made with `article`.
 * Placeholders of the frame: `{{subject}}`, `{{heading}}` (the date), `{{preview}}`, `{{archive}}`,
 * `{{leave}}`, `{{preferences}}`, `{{articles}}`. Of an article: `{{url}}`, `{{title}}`,
 * `{{description}}`, `{{byline}}` (authors and day).
 */
export interface EditionTemplate extends MailTemplate {
  readonly article: { readonly html: string; readonly text: string };
}

export interface MailTemplates extends Readonly<Record<MailName, MailTemplate>> {
  readonly edition: EditionTemplate;
}
