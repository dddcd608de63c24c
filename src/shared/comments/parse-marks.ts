import { findLink } from './find-link.ts';

/*
 * The few marks of comments: paragraphs and lines, *emphasis*, **strong**, `code`, quotes that begin
 * with >, and addresses that begin with https. What it answers is data: whoever shows it writes texts
 * and elements, and no HTML of anybody's. Each character is looked at a fixed number of times.
 */

export type Inline =
  | string
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly content: readonly Inline[] };

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly content: readonly Inline[];
}

/** A quote holds paragraphs, and no quotes: nesting is for mails. */
export type Block = Paragraph | { readonly kind: 'quote'; readonly content: readonly Paragraph[] };

/** @param text as `cleanText` answers it */
export function parseMarks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const { isQuote, lines } of groupLines(text.split('\n'))) {
    const paragraphs = toParagraphs(lines);
    if (!isQuote) blocks.push(...paragraphs);
    else if (paragraphs.length > 0) blocks.push({ kind: 'quote', content: paragraphs });
  }
  return blocks;
}

const quoteMark = /^ {0,3}> ?/u;

interface Group {
  readonly isQuote: boolean;
  readonly lines: string[];
}

/** Lines that stand together: those of a quote, without its marks, and those between quotes. */
function groupLines(lines: readonly string[]): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const isQuote = quoteMark.test(line);
    const last = groups.at(-1);
    const text = isQuote ? line.replace(quoteMark, '') : line;
    if (last?.isQuote === isQuote) last.lines.push(text);
    else groups.push({ isQuote, lines: [text] });
  }
  return groups;
}

function toParagraphs(lines: readonly string[]): Paragraph[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/u)
    .map((text) => text.replaceAll(/^\n+|\n+$/gu, ''))
    .filter((text) => text.trim() !== '')
    .map((text) => ({ kind: 'paragraph', content: parseInline(text) }));
}

type Mark = '*' | '**';

/** What is open while a paragraph is read. Each mark is open once at most, so there are three at most. */
interface Open {
  readonly mark: Mark | null;
  readonly content: Inline[];
}

/** Texts, code, addresses, line ends and runs of stars. */
const pieces = /(?<code>`[^`\n]+`)|(?<stars>\*+)|(?<address>https:\/\/[^\s<>"`*]+)|(?<end>\n)/giu;

function parseInline(text: string): Inline[] {
  const open: Open[] = [{ mark: null, content: [] }];
  let at = 0;
  for (const match of text.matchAll(pieces)) {
    const [piece] = match;
    addText(open, text.slice(at, match.index));
    at = match.index + piece.length;
    const { code, stars, address } = match.groups ?? {};
    if (code !== undefined) add(open, { kind: 'code', text: code.slice(1, -1) });
    else if (stars !== undefined)
      readStars(open, stars, { before: text[match.index - 1], after: text[at] });
    else if (address !== undefined)
      at = match.index + addAddress(open, address, text[match.index - 1]);
    else add(open, { kind: 'break' });
  }
  addText(open, text.slice(at));
  while (open.length > 1) giveUp(open);
  return open[0]?.content ?? [];
}

/** Adds an address and what is text behind it. Answers how much of it was read. */
function addAddress(open: readonly Open[], address: string, before = ''): number {
  const link = /[\p{L}\p{N}]/u.test(before) ? null : findLink(address);
  if (link === null) {
    addText(open, address);
    return address.length;
  }
  add(open, { kind: 'link', href: link.href, text: link.text });
  return link.length;
}

interface Around {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function readStars(open: Open[], stars: string, { before, after }: Around): void {
  const isProduct = /\d/u.test(before ?? '') && /\d/u.test(after ?? '');
  if (stars.length > 3 || isProduct) {
    addText(open, stars);
    return;
  }
  const mayOpen = /\S/u.test(after ?? '');
  const mayClose = /\S/u.test(before ?? '');
  for (const mark of marksOf(stars, open)) {
    const isOpen = open.some((one) => one.mark === mark);
    if (isOpen && mayClose) close(open, mark);
    else if (!isOpen && mayOpen) open.push({ mark, content: [] });
    else addText(open, mark);
  }
}

/** Three stars are both marks: the inner one is closed first. */
function marksOf(stars: string, open: readonly Open[]): readonly Mark[] {
  if (stars.length < 3) return [stars as Mark];
  return open.at(-1)?.mark === '*' ? ['*', '**'] : ['**', '*'];
}

function close(open: Open[], mark: Mark): void {
  while (open.at(-1)?.mark !== mark) giveUp(open);
  const content = open.pop()?.content ?? [];
  if (content.length === 0) addText(open, mark + mark);
  else add(open, { kind: mark === '*' ? 'emphasis' : 'strong', content });
}

/** A mark that is never closed is a star or two. */
function giveUp(open: Open[]): void {
  const last = open.pop();
  if (!last) return;
  addText(open, last.mark ?? '');
  for (const one of last.content) {
    if (typeof one === 'string') addText(open, one);
    else add(open, one);
  }
}

function add(open: readonly Open[], one: Inline): void {
  open.at(-1)?.content.push(one);
}

/** Texts that meet are one. */
function addText(open: readonly Open[], text: string): void {
  if (text === '') return;
  const content = open.at(-1)?.content;
  const last = content?.at(-1);
  if (content && typeof last === 'string') content[content.length - 1] = last + text;
  else content?.push(text);
}
