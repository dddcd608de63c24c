import { escapeXml } from '#src/shared/xml.ts';

/*
 * The HTML of a body as the search index takes it in: blocks and headings with what is read in them.
 * Links back, numbers of notes and buttons would be found for words nobody looks for; ids of anything
 * but headings would become sections; and Pagefind would take a picture's address for a field.
 */

const tags = /<(?:"[^"]*"|[^">])*>|[^<]+/gu;

const tagName = /^<(\/?)([a-z][a-z0-9]*)/u;

const blocks: ReadonlySet<string> = new Set(
  'blockquote dd div dl dt figcaption h2 h3 h4 h5 h6 hr li ol p pre section summary table td th tr ul'.split(
    ' ',
  ),
);

/** Elements left out with all they hold. */
const unread =
  /^<(?:a [^>]*(?:class="(?:anchor|backref)"|href="#fn-)|label |h2 id="footnote-label")/u;

const heading = /^<h[2-4][^>]* id="([^"]*)"/u;

/** Digests and keys: nobody searches for them, and each is a word of its own. */
const unreadable = /\b[0-9a-f]{32,}\b|[A-Za-z0-9+/=_-]{60,}/gu;

/** @param html Safe HTML as the site's pages have it */
export function indexableHtml(html: string): string {
  const kept: string[] = [];
  let leftOut: { readonly name: string; depth: number } | null = null;
  for (const [piece] of html.matchAll(tags)) {
    const [, slash, name] = tagName.exec(piece) ?? [];
    if (leftOut) {
      if (name === leftOut.name) leftOut.depth += slash === '/' ? -1 : 1;
      if (leftOut.depth === 0) leftOut = null;
    } else if (name === undefined) kept.push(plainText(piece));
    else if (unread.test(piece)) leftOut = { name, depth: 1 };
    else if (blocks.has(name)) {
      // Pagefind ends a block with a full stop, but not after a space.
      if (slash === '/') kept.push(kept.pop()?.trimEnd() ?? '');
      kept.push(blockTag(piece, slash === '/', name));
    } else if (name === 'br') kept.push(' ');
  }
  return kept.join('');
}

function blockTag(piece: string, isEnd: boolean, name: string): string {
  if (isEnd) return `</${name}>`;
  const id = heading.exec(piece)?.[1];
  return id === undefined ? `<${name}>` : `<${name} id="${id}">`;
}

function plainText(text: string): string {
  return straighten(text.replace(unreadable, ' '));
}

/** Pagefind takes `l’été` for one word, and `l'été` for `été` too; and no marks but those on letters. */
function straighten(text: string): string {
  return text.normalize('NFC').replace(/(?<=\p{L})’(?=\p{L})/gu, "'");
}

/** The element that gives a page a field. Fields are searched, and shown with what is found. */
export function fieldHtml(kind: 'meta' | 'filter', name: string, value: string): string {
  return value === ''
    ? ''
    : `<p data-pagefind-${kind}="${name}">${escapeXml(kind === 'meta' ? straighten(value) : value)}</p>`;
}
