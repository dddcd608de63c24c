import { slug } from 'github-slugger';

/** Texts made to fit: into a description, into an address. */

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
