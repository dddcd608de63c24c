import { escapeXml } from '#src/shared/xml.ts';

/*
 * What the owner and translators have written is put into mails as text. It may have anything in it,
 * double braces too, which stand for values that are filled in when a mail is sent.
 */

/** As HTML, in elements and in quoted attributes. */
export function asHtml(text: string): string {
  return escapeXml(text).replaceAll('{', '&#123;');
}

/** As plain text. There are no entities in it: a joiner that nobody sees comes between the braces. */
export function asText(text: string): string {
  return text.replaceAll(/\{(?=\{)/g, '{\u2060');
}

/** As plain text of one line, such as a subject. */
export function asLine(text: string): string {
  return asText(text).replaceAll(/\s+/g, ' ').trim();
}
