import { randomUUID } from 'node:crypto';
import type { Edition, EditionArticle } from '#netlify/database/schema/newsletter.ts';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import type { MailTemplate } from '#src/shared/newsletter/mail-templates.ts';
import { fillHtml, fillMail, fillText, type MailValues } from './fill-mail.ts';

export interface EditionLooks {
  readonly settings: NewsletterSettings;
  /** Where the publication is. */
  readonly address: string;
}

/** What stands for the links of one reader: nothing that an author could write. */
const marks = { leave: randomUUID(), preferences: randomUUID() } as const;

/** An edition as a mail, with marks where the links of each reader go. */
export function editionMail(
  edition: Pick<Edition, 'slug' | 'createdAt'>,
  articles: readonly EditionArticle[],
  { settings, address }: EditionLooks,
): MailTemplate {
  const { article, ...frame } = settings.mail.edition;
  const values = articles.map((one) => valuesOf(one, settings));
  const html = values.map((one) => fillHtml(article.html, one)).join('');
  const text = values.map((one) => fillText(article.text, one)).join('\n');
  const [first] = articles;
  const texts = {
    ...marks,
    subject: first?.title ?? settings.title,
    heading: dayOf(edition.createdAt, settings),
    preview: first?.description ?? '',
    archive: `${address}${settings.isDefault ? '' : `/${settings.locale}`}/newsletter/${edition.slug}/`,
  };
  return {
    subject: fillMail(frame, texts).subject,
    html: fillHtml(frame.html, texts, { articles: html }),
    text: fillText(frame.text, { ...texts, articles: text }),
  };
}

/** The mail of one reader. */
export function addressMail(
  { subject, html, text }: MailTemplate,
  links: { readonly leave: string; readonly preferences: string },
): MailTemplate {
  const address = (mail: string): string =>
    mail.replaceAll(marks.leave, links.leave).replaceAll(marks.preferences, links.preferences);
  return { subject, html: address(html), text: address(text) };
}

function valuesOf(
  { url, title, description, authors, publishedAt }: EditionArticle,
  settings: NewsletterSettings,
): MailValues {
  const byline = [...authors, dayOf(new Date(publishedAt), settings)].join(' · ');
  return { url, title, description, byline };
}

export function dayOf(date: Date, { formats, timeZone }: NewsletterSettings): string {
  return new Intl.DateTimeFormat(formats, { dateStyle: 'long', timeZone }).format(date);
}
