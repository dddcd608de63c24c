import { escapeXml } from '#src/shared/xml.ts';
import type { MailTemplate } from '#src/shared/newsletter/mail-templates.ts';

/** What is put into a template, by the names in its double braces. */
export type MailValues = Readonly<Record<string, string>>;

const placeholder = /\{\{([a-z]+)\}\}/gu;

/** Fills in text as it is. Names without a value stay, for somebody who fills in later. */
export function fillText(template: string, values: MailValues): string {
  return template.replace(placeholder, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}

/** Fills in HTML: values are escaped, those in `raw` were made so. */
export function fillHtml(template: string, values: MailValues, raw: MailValues = {}): string {
  const escaped = Object.entries(values).map(([name, value]) => [name, escapeXml(value)] as const);
  return fillText(template, { ...Object.fromEntries(escaped), ...raw });
}

export function fillMail({ subject, html, text }: MailTemplate, values: MailValues): MailTemplate {
  return {
    // Whatever stands in a title, a header is one line.
    subject: fillText(subject, values).replace(/\s+/gu, ' ').trim(),
    html: fillHtml(html, values),
    text: fillText(text, values),
  };
}
