import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { formulaAsHtml } from './formula.ts';
import { closedBy, neededParents, treatmentOf, voidElements } from './html-policy.ts';
import { declarationAsText, isAlone, keptComment, mediaLink, pictureInHtml, pictureInMarkdown } from './html-replacements.ts';
import { allowedAttributes, openTag, readAttributes } from './html-tags.ts';
import { htmlTokens, type HtmlToken } from './html-tokens.ts';
import { chooseAnchors, type Anchors } from './html-anchors.ts';
import { OpenElements } from './html-open-elements.ts';
import { contentEndOf } from './markdown-tree.ts';
import type { FileNotes } from './report.ts';
import type { Edit, SourceText } from './source-text.ts';

const mostRounds = 5;

/**
 * Brings raw HTML into the vocabulary and repairs what is unclosed or crossed. Markdown and allowed
 * HTML stay as they are, to the byte. Repeated, because what is no longer HTML is Markdown now.
 */
export function cleanHtml(text: SourceText, notes: FileNotes): SourceText {
  let current = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = current.edited(new HtmlCleaner(current, notes).edits());
    if (next.value === current.value) return next;
    current = next;
  }
  return current;
}

class HtmlCleaner {
  readonly #text: SourceText;
  readonly #notes: FileNotes;
  readonly #tokens: readonly HtmlToken[];
  readonly #anchors: Anchors;
  readonly #open = new OpenElements();
  /** What each token becomes; those not in it stay. */
  readonly #written = new Map<HtmlToken, string>();
  readonly #edits: Edit[] = [];
  /** Tokens before this offset were dropped with their element. */
  #droppedUntil = 0;

  constructor(text: SourceText, notes: FileNotes) {
    this.#text = text;
    this.#notes = notes;
    this.#tokens = htmlTokens(text.value);
    this.#anchors = chooseAnchors(text.value);
  }

  edits(): Edit[] {
    for (const [index, token] of this.#tokens.entries()) {
      if (token.start >= this.#droppedUntil) this.#decide(token, index);
    }
    for (const open of this.#open.all()) this.#closeUnclosed(open.token, open.as);
    const changed = [...this.#written].map(([token, text]) => ({ start: token.start, end: token.end, text }));
    return [...this.#edits, ...changed].filter(({ start, end, text }) => this.#text.value.slice(start, end) !== text);
  }

  #decide(token: HtmlToken, index: number): void {
    if (token.kind === 'open' || token.kind === 'raw') this.#decideElement(token, index);
    else if (token.kind === 'close') this.#decideClose(token);
    else if (token.kind === 'comment') {
      if (keptComment(token.source) === null) this.#replace(token, '', 'mapped', 'marks for other programs removed');
    } else if (token.kind === 'stray') {
      this.#replace(token, '&lt;', 'guessed', 'unfinished HTML shown as text');
    } else this.#replace(token, declarationAsText(token.source), 'left out', 'HTML declarations and instructions');
  }

  #decideElement(token: HtmlToken, index: number): void {
    const treatment = treatmentOf(token.name);
    switch (treatment.kind) {
      case 'keep':
        return this.#keep(token, this.#asInline(token, treatment.as));
      case 'picture':
        return this.#picture(token);
      case 'unwrap':
        return this.#unwrap(token, treatment.isBlock);
      case 'link':
        this.#replace(token, mediaLink(token, treatment.label), 'mapped', `<${token.name}> turned into a link`);
        return this.#dropContent(token, index);
      case 'formula':
        return this.#formula(token, index);
      case 'drop':
        this.#replace(token, '', 'left out', `<${token.name}>`);
        return treatment.withContent ? this.#dropContent(token, index) : undefined;
      default:
        return this.#unknown(token, index);
    }
  }

  /** A <div> in a line of text would end its paragraph. */
  #asInline(token: HtmlToken, as: string): string | null {
    if (!token.block.isInline) return as;
    if (as === 'p') return null;
    return as === 'div' ? 'span' : as;
  }

  #keep(token: HtmlToken, as: string | null): void {
    for (const closed of this.#open.takeWhile(token, closedBy[as ?? ''])) this.#closeBefore(token, closed);
    const attributes = readAttributes(token.source) ?? new Map<string, string>();
    const needed = as === null ? undefined : neededParents[as];
    const isNestedLink = as === 'a' && (this.#open.has(token, 'a') || token.block.ancestors.some(({ type }) => type.startsWith('link')));
    if (as === null || isNestedLink || (needed && !this.#open.hasAny(token, needed))) return this.#leave(token, 'tag without its place');
    const href = attributes.get('href');
    if (href !== undefined && !isSafeUrl(href)) return this.#leave(token, 'link that would run code or that browsers do not open', href);
    const kept = new Map(allowedAttributes(as, attributes));
    const id = this.#anchors.take(attributes.get('id') ?? (as === 'a' ? attributes.get('name') : undefined));
    if (id !== null) kept.set('id', id);
    if (as === 'a' && !kept.has('href')) return this.#anchor(token, id);
    const isSame = as === token.name && kept.size === attributes.size && readAttributes(token.source) !== null;
    const isSelfClosed = token.source.endsWith('/>') && !voidElements.has(as);
    if (isSelfClosed) return this.#replace(token, '', 'mapped', 'empty HTML elements removed');
    if (!isSame) this.#noteAttributes(token, [...attributes.keys()].filter((name) => !kept.has(name)));
    if (!isSame) this.#written.set(token, openTag(as, kept));
    if (!voidElements.has(as)) this.#open.push(token, as);
  }

  /** `<a name="x">`: a place that links point to. */
  #anchor(token: HtmlToken, id: string | null): void {
    this.#replace(token, id === null ? '' : openTag('span', new Map([['id', id]])), 'mapped', id === null ? 'anchors that nothing points to removed' : 'anchors kept as ids');
    if (id !== null && token.source.endsWith('/>')) this.#edits.push({ start: token.end, end: token.end, text: '</span>' });
    else this.#open.push(token, id === null ? null : 'span');
  }

  #noteAttributes(token: HtmlToken, names: readonly string[]): void {
    if (names.length === 0) return this.#notes.note('mapped', 'HTML tags renamed or repaired', this.#line(token), token.source);
    const isScript = names.some((name) => name.startsWith('on'));
    const reason = isScript ? 'event handlers of HTML' : 'HTML attributes outside the vocabulary';
    this.#notes.note('left out', reason, this.#line(token), `<${token.name}> ${names.join(' ')}`);
  }

  #leave(token: HtmlToken, reason: string, detail = token.source): void {
    this.#replace(token, '', 'left out', reason, detail);
    if (!voidElements.has(token.name)) this.#open.push(token, null);
  }

  #picture(token: HtmlToken): void {
    const attributes = readAttributes(token.source) ?? new Map<string, string>();
    if (token.block.isInline) return this.#replace(token, pictureInMarkdown(attributes), 'mapped', '<img> turned into Markdown');
    if (isAlone(token) && !this.#open.isInsideOther(token.block)) {
      const { start, end } = token.block;
      this.#open.forget(token.block);
      this.#edits.push({ start, end, text: pictureInMarkdown(attributes) });
      this.#droppedUntil = end;
      return this.#notes.note('mapped', '<img> turned into Markdown', this.#line(token), token.source);
    }
    const html = pictureInHtml(attributes);
    if (html !== token.source) this.#written.set(token, html);
  }

  /** A block of HTML must begin with a tag to stay one, else its text would become Markdown. */
  #unwrap(token: HtmlToken, isBlock: boolean): void {
    const { block } = token;
    const isTagAlone = block.value.replaceAll(/<[^>]*>/g, '').trim() === '';
    const as = block.isInline || isTagAlone || (!isBlock && !block.value.startsWith(token.source)) ? null : isBlock ? 'div' : 'span';
    this.#replace(token, as === null ? '' : `<${as}>`, 'mapped', `<${token.name}> unwrapped`);
    if (!token.source.endsWith('/>')) this.#open.push(token, as);
  }

  #formula(token: HtmlToken, index: number): void {
    const end = this.#endOfElement(token, index) ?? token.end;
    this.#replace(token, formulaAsHtml(this.#text.value.slice(token.start, end)), 'guessed', 'formula set in plain HTML');
    this.#dropContent(token, index);
  }

  #unknown(token: HtmlToken, index: number): void {
    const isMarkup = /\s[\w:@-]+=|\/>$/.test(token.source) || this.#endOfElement(token, index) !== null;
    if (!isMarkup) return this.#replace(token, token.source.replace('<', '&lt;'), 'mapped', 'angle brackets of text escaped');
    const isComponent = /^<[A-Z]/.test(token.source);
    this.#replace(token, '', 'left out', isComponent ? 'component (JSX), its content kept' : 'tag that HTML does not have, its content kept', token.source);
    if (!token.source.endsWith('/>')) this.#open.push(token, null);
  }

  #decideClose(token: HtmlToken): void {
    const { matched, crossed } = this.#open.close(token);
    for (const open of crossed) this.#closeBefore(token, open);
    if (matched) {
      const text = matched.as === null ? '' : `</${matched.as}>`;
      if (text.toLowerCase() !== token.source.toLowerCase()) this.#written.set(token, text);
      return;
    }
    const isText = treatmentOf(token.name).kind === 'unknown';
    if (isText) this.#replace(token, token.source.replace('<', '&lt;'), 'mapped', 'angle brackets of text escaped');
    else this.#replace(token, '', 'mapped', 'closing tags without an opening one removed');
  }

  #closeBefore(token: HtmlToken, open: { token: HtmlToken; as: string | null }): void {
    const isNear = token.block.isInline || open.token.block.start === token.block.start;
    if (!isNear) return this.#closeUnclosed(open.token, open.as);
    if (open.as !== null) this.#edits.push({ start: token.start, end: token.start, text: `</${open.as}>` });
  }

  /** Closes an element with the text or block it began in; one that began nothing there is dropped. */
  #closeUnclosed(token: HtmlToken, as: string | null): void {
    if (as === null) return;
    const { block } = token;
    const end = block.isInline ? contentEndOf(block.container) : block.end;
    const isEmpty = this.#text.value.slice(token.end, end).replaceAll(/<[^>]*>/g, '').trim() === '';
    if (isEmpty) this.#written.set(token, '');
    else this.#edits.push({ start: end, end, text: `</${as}>` });
    this.#notes.note('mapped', 'unclosed HTML closed', this.#line(token), token.source);
  }

  #dropContent(token: HtmlToken, index: number): void {
    const end = token.kind === 'raw' || voidElements.has(token.name) ? null : this.#endOfElement(token, index);
    if (end === null) return;
    this.#edits.push({ start: token.end, end, text: '' });
    this.#droppedUntil = end;
  }

  /** Where the closing tag of an element ends that closes in the same text. */
  #endOfElement(token: HtmlToken, index: number): number | null {
    let depth = 1;
    for (const other of this.#tokens.slice(index + 1)) {
      if (other.name !== token.name || other.block.container !== token.block.container) continue;
      if (other.kind === 'open' && !other.source.endsWith('/>')) depth += 1;
      if (other.kind === 'close') depth -= 1;
      if (depth === 0) return other.end;
    }
    return null;
  }

  #replace(token: HtmlToken, text: string, verdict: 'mapped' | 'guessed' | 'left out', reason: string, detail = token.source): void {
    this.#written.set(token, text);
    this.#notes.note(verdict, reason, this.#line(token), detail);
  }

  #line(token: HtmlToken): number {
    return this.#text.lineAt(token.start);
  }
}

