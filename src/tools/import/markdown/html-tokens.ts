import type { Html, Nodes } from 'mdast';
import { rawTextElements } from './html-policy.ts';
import { parseMarkdown, startOf, walk } from './markdown-tree.ts';

/** A piece of raw HTML in Markdown. Text between tags is no token. */
export interface HtmlToken {
  /**
   * `raw` is an element whose content is text (`<script>…</script>`), from tag to tag; `stray` is a
   * `<` that a browser would take for the beginning of a tag and that never ends.
   */
  readonly kind: 'open' | 'close' | 'comment' | 'raw' | 'declaration' | 'stray';
  /** The element's name in small letters; empty for what is not an element. */
  readonly name: string;
  /** As written, without marks of the Markdown around it (`> ` at beginnings of lines). */
  readonly source: string;
  /** Offsets in the Markdown source. */
  readonly start: number;
  readonly end: number;
  readonly block: HtmlBlock;
}

/** Raw HTML that Markdown takes as a whole: one tag in a line of text, or lines of HTML. */
export interface HtmlBlock {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The Markdown node that it stands in, and all around that. */
  readonly container: Nodes;
  readonly ancestors: readonly Nodes[];
  /** Whether it stands in a line of text. */
  readonly isInline: boolean;
}

const flowParents: ReadonlySet<string> = new Set([
  'root',
  'blockquote',
  'listItem',
  'footnoteDefinition',
]);

/** The raw HTML of a Markdown text, in order. */
export function htmlTokens(source: string): HtmlToken[] {
  const tokens: HtmlToken[] = [];
  if (!source.includes('<')) return tokens;
  walk(parseMarkdown(source), (node, ancestors) => {
    const container = ancestors.at(-1);
    if (node.type !== 'html' || !container) return;
    const isInline = !flowParents.has(container.type);
    const start = startOf(node);
    const offsets = offsetsOf(node, source);
    const end = offsets(node.value.length);
    const block: HtmlBlock = { value: node.value, start, end, container, ancestors, isInline };
    for (const piece of piecesOf(node.value)) {
      tokens.push({ ...piece, start: offsets(piece.start), end: offsets(piece.end), block });
    }
  });
  return tokens;
}

/**
 * Maps offsets in a node's value to the source. They differ in quotes and lists, where the value
 * lacks what each line begins with; a line of the value is always the end of a line of the source.
 */
function offsetsOf(node: Html, source: string): (at: number) => number {
  const first = startOf(node);
  if (source.startsWith(node.value, first)) return (at) => first + at;
  const starts: { value: number; source: number }[] = [];
  let inValue = 0;
  let inSource = first;
  for (const line of node.value.split('\n')) {
    const lineEnd = source.indexOf('\n', inSource);
    const end = lineEnd < 0 ? source.length : lineEnd;
    starts.push({ value: inValue, source: Math.max(inSource, end - line.length) });
    inValue += line.length + 1;
    inSource = end + 1;
  }
  return (at) => {
    const line = starts.findLast(({ value }) => value <= at) ?? { value: 0, source: first };
    return line.source + at - line.value;
  };
}

type Piece = Pick<HtmlToken, 'kind' | 'name' | 'source' | 'start' | 'end'>;

/** Cuts HTML into tags, comments and the like, as WHATWG HTML's tokenizer does. */
function* piecesOf(html: string): Generator<Piece> {
  for (let at = html.indexOf('<'); at >= 0;) {
    const piece = pieceAt(html, at);
    if (piece) yield piece;
    at = html.indexOf('<', piece ? piece.end : at + 1);
  }
}

const longestTag = 5000;
const tag = /^<(\/?)([a-z][^\s/<>]*)(?:[^>"']|"[^"]*"|'[^']*')*>/i;
const tagWithOddQuotes = /^<(\/?)([a-z][^\s/<>]*)[^>]*>/i;
const declaration = /^<(?:!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|[!?/][^>]*>)/;

function pieceAt(html: string, start: number): Piece | null {
  const text = html.slice(start, start + longestTag);
  if (!/^<[a-z/!?]/i.test(text)) return null;
  if (text.startsWith('<!--')) return commentAt(html, start);
  const match = tag.exec(text) ?? tagWithOddQuotes.exec(text);
  if (!match) {
    const other = declaration.exec(html.slice(start));
    return piece(
      other ? 'declaration' : 'stray',
      '',
      html,
      start,
      start + (other ? other[0].length : 1),
    );
  }
  const name = (match[2] ?? '').toLowerCase();
  const end = start + match[0].length;
  if (match[1] === '/') return piece('close', name, html, start, end);
  return rawTextElements.has(name)
    ? rawAt(html, name, start, end)
    : piece('open', name, html, start, end);
}

function commentAt(html: string, start: number): Piece {
  const empty = /^<!--(?:-?>)/.exec(html.slice(start, start + 6));
  if (empty) return piece('comment', '', html, start, start + empty[0].length);
  const close = /--!?>/g;
  close.lastIndex = start + 4;
  const match = close.exec(html);
  return match
    ? piece('comment', '', html, start, match.index + match[0].length)
    : piece('stray', '', html, start, start + 1);
}

/** Without its closing tag a browser takes all that follows for text of the element. */
function rawAt(html: string, name: string, start: number, afterTag: number): Piece {
  const close = new RegExp(`</${RegExp.escape(name)}(?=[\\s/>])[^>]*>`, 'gi');
  close.lastIndex = afterTag;
  const match = close.exec(html);
  if (match) return piece('raw', name, html, start, match.index + match[0].length);
  const isTagAlone = html.slice(afterTag).trim() === '' && start === 0;
  return isTagAlone
    ? piece('open', name, html, start, afterTag)
    : piece('raw', name, html, start, html.length);
}

function piece(kind: Piece['kind'], name: string, html: string, start: number, end: number): Piece {
  return { kind, name, source: html.slice(start, end), start, end };
}
