import { htmlToHast } from 'satteri';
import { textOf } from '#src/collections/markdown/hast.ts';
import type { Root } from 'hast';
import { isHtmlName } from './html-policy.ts';

/** Texts for fields that allow no marks: titles, descriptions, names. */

/** One line without HTML, Markdown's marks, entities and control characters. */
export function toPlainText(markup: string): string {
  const unmarked = markup
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(/!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
    .replaceAll(/(`+)(.+?)\1/g, '$2')
    .replaceAll(/(\*\*)(\S(?:.*?\S)?)\1/g, '$2')
    .replaceAll(/<\/?([a-z][a-z\d]*)\b[^<>]*>/gi, (whole, name: string) =>
      isHtmlName(name) ? '' : whole,
    );
  return inGuillemets(decodeEntities(unmarked))
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** `Map<K>` would read as a tag: fields take no `<x>`, so it becomes `Map‹K›`. */
function inGuillemets(text: string): string {
  return text.replaceAll(/<([a-z/!][^<>]*)>/gi, '‹$1›').replaceAll(/<(?=[a-z/!])/gi, '‹');
}

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  const tree = htmlToHast(text.replaceAll('<', '&lt;'), { fragment: true });
  // Satteri materialises a hast root under its own type names.
  return textOf(tree as Root);
}
