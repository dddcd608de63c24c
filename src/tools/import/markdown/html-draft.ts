import type { Nodes } from 'mdast';
import { chooseAnchors, type Anchors } from './html-anchors.ts';
import { OpenElements, type OpenElement } from './html-open-elements.ts';
import { voidElements } from './html-policy.ts';
import { htmlTokens, type HtmlToken } from './html-tokens.ts';
import { contentEndOf } from './markdown-tree.ts';
import type { FileNotes, Verdict } from './report.ts';
import type { Edit, SourceText } from './source-text.ts';

/** What is noted of a token that is replaced. */
interface Note {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly detail?: string;
}

/** One pass over the raw HTML of a text: what is decided about each piece, and what is still open. */
export class HtmlDraft {
  readonly tokens: readonly HtmlToken[];
  readonly anchors: Anchors;
  readonly open = new OpenElements();
  readonly #text: SourceText;
  readonly #notes: FileNotes;
  /** What pieces become; those not in it stay. */
  readonly #written = new Map<HtmlToken, string>();
  readonly #edits: Edit[] = [];
  readonly #ends: ReadonlyMap<HtmlToken, number>;
  /** Pieces before this offset went with the element that they were in. */
  #droppedUntil = 0;

  constructor(text: SourceText, notes: FileNotes) {
    this.#text = text;
    this.#notes = notes;
    this.tokens = htmlTokens(text.value);
    this.anchors = chooseAnchors(text.value);
    this.#ends = endsOf(this.tokens);
  }

  isDropped(token: HtmlToken): boolean {
    return token.start < this.#droppedUntil;
  }

  /** Where the element that a token begins ends; null where it does not, in the same text. */
  endOfElement(token: HtmlToken): number | null {
    return token.kind === 'raw' ? token.end : (this.#ends.get(token) ?? null);
  }

  /** The source of the element that a token begins. */
  sourceOfElement(token: HtmlToken): string {
    return this.#text.value.slice(token.start, this.endOfElement(token) ?? token.end);
  }

  characterBefore(token: HtmlToken): string {
    return this.#text.value.charAt(token.start - 1);
  }

  write(token: HtmlToken, text: string): void {
    this.#written.set(token, text);
  }

  note(token: HtmlToken, { verdict, reason, detail }: Note): void {
    this.#notes.note(verdict, reason, this.#text.lineAt(token.start), detail ?? token.source);
  }

  replace(token: HtmlToken, text: string, note: Note): void {
    this.write(token, text);
    this.note(token, note);
  }

  insert(offset: number, text: string): void {
    this.#edits.push({ start: offset, end: offset, text });
  }

  /** Replaces the whole block of HTML that a token stands in. */
  replaceBlock({ block }: HtmlToken, text: string): void {
    this.open.forget(block);
    this.#edits.push({ start: block.start, end: block.end, text });
    this.#droppedUntil = block.end;
  }

  dropContent(token: HtmlToken): void {
    const end = voidElements.has(token.name) ? null : this.endOfElement(token);
    if (end === null || token.kind === 'raw') return;
    this.#edits.push({ start: token.end, end, text: '' });
    this.#droppedUntil = end;
  }

  /** Closes an open element before a token that cannot be inside it. */
  closeBefore(token: HtmlToken, open: OpenElement): void {
    const isNear = token.block.isInline || open.token.block.start === token.block.start;
    if (!isNear) this.closeUnclosed(open);
    else if (open.as !== null) this.insert(token.start, `</${open.as}>`);
  }

  /** Closes an element with the text or block it began in; one that began nothing there is dropped. */
  closeUnclosed({ token, as }: OpenElement): void {
    if (as === null) return;
    const end = token.block.isInline ? contentEndOf(token.block.container) : token.block.end;
    const content = this.#text.value.slice(token.end, end).replaceAll(/<[^>]*>/g, '');
    if (content.trim() === '') this.write(token, '');
    else this.insert(end, `</${as}>`);
    this.note(token, { verdict: 'mapped', reason: 'unclosed HTML closed' });
  }

  /** All changes, those that change nothing left out. */
  edits(): Edit[] {
    const written = [...this.#written].map(([{ start, end }, text]) => ({ start, end, text }));
    const { value } = this.#text;
    return [...this.#edits, ...written].filter(
      ({ start, end, text }) => value.slice(start, end) !== text,
    );
  }
}

/** Opening tags whose closing tag stands in the same text → where that ends. */
function endsOf(tokens: readonly HtmlToken[]): Map<HtmlToken, number> {
  const ends = new Map<HtmlToken, number>();
  const open = new Map<Nodes, Map<string, HtmlToken[]>>();
  for (const token of tokens) {
    const names = open.get(token.block.container) ?? new Map<string, HtmlToken[]>();
    open.set(token.block.container, names);
    const stack = names.get(token.name) ?? [];
    names.set(token.name, stack);
    if (token.kind === 'open' && !token.source.endsWith('/>')) stack.push(token);
    const begun = token.kind === 'close' ? stack.pop() : undefined;
    if (begun) ends.set(begun, token.end);
  }
  return ends;
}
