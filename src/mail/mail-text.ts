import { asText } from './escape.ts';
import type { MailSource } from './mail-source.ts';

/** Paragraphs of plain text, one below the other. */
export function paragraphs(...texts: readonly string[]): string {
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** The foot of a mail in plain text: why it came and what can be done, and who sent it. */
export function textFoot(
  { title, postalAddress, home }: MailSource,
  lines: readonly string[],
): string {
  const address = [title, home, ...(postalAddress?.split('\n') ?? [])].map(asText);
  return ['----', ...lines, '', ...address].join('\n');
}
