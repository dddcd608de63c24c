import { slug } from 'github-slugger';
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

const sentenceEnd = /[.!?…]["'”’»)\]]*(?=\s)|[。！？]/g;
const shortestSentence = 60;

/** At most `longest` characters: whole sentences where one ends late enough, else words and an ellipsis. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const room = text.slice(0, longest + 1);
  const ends = [...room.matchAll(sentenceEnd)].map((match) => match.index + match[0].length);
  const end = ends.findLast((at) => at >= Math.min(shortestSentence, longest / 2) && at <= longest);
  if (end !== undefined) return text.slice(0, end);
  const words = text.slice(0, longest - 1);
  const lastSpace = text.lastIndexOf(' ', longest - 1);
  const cut = lastSpace > longest / 2 ? words.slice(0, lastSpace) : withoutHalfCharacter(words);
  return `${cut.replace(/[\s,;:.–—-]+$/u, '')}…`;
}

function withoutHalfCharacter(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}

const longestSlug = 80;

/** A name for paths: small letters and digits of any script with single hyphens. May be empty. */
export function makeSlug(text: string): string {
  // Dots first: `v1.10.0` and `v11.0.0` are two things.
  const rough = slug(text.normalize('NFC').replaceAll('.', '-')).toLowerCase();
  const clean = rough
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  if (clean.length <= longestSlug) return clean;
  const cut = withoutHalfCharacter(clean.slice(0, longestSlug));
  return cut.includes('-', longestSlug / 2) ? cut.slice(0, cut.lastIndexOf('-')) : cut;
}
