import type { Nodes, Root } from 'hast';
import { htmlToHast } from 'satteri';
import { richTextToMarkdown } from '#src/collections/contentful/rich-text/rich-text-to-markdown.ts';
import type {
  EmbeddedAsset,
  EmbeddedEntry,
  RichTextContext,
  RichTextMistake,
} from '#src/collections/contentful/rich-text/rich-text-context.ts';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { contextFor, renderHtml } from './markdown.ts';

/** Rich texts for tests, and what becomes of them. */

export interface Node {
  readonly nodeType: string;
  readonly data?: object;
  readonly content?: readonly Node[];
  readonly value?: string;
  readonly marks?: readonly { readonly type: string }[];
}

export function t(value: string, ...marks: readonly string[]): Node {
  return { nodeType: 'text', value, marks: marks.map((type) => ({ type })), data: {} };
}

export function node(nodeType: string, data: object, ...content: readonly Node[]): Node {
  return { nodeType, data, content };
}

export function p(...content: readonly Node[]): Node {
  return node('paragraph', {}, ...content);
}

export function doc(...content: readonly Node[]): Node {
  return node('document', {}, ...content);
}

export function target(id: string, linkType = 'Entry'): object {
  return { target: { sys: { type: 'Link', linkType, id } } };
}

export interface Space {
  readonly entries?: Readonly<Record<string, EmbeddedEntry>>;
  readonly assets?: Readonly<Record<string, EmbeddedAsset>>;
}

export interface Converted {
  readonly markdown: string;
  readonly mistakes: readonly RichTextMistake[];
}

export function convert(document: unknown, { entries = {}, assets = {} }: Space = {}): Converted {
  const mistakes: RichTextMistake[] = [];
  const context: RichTextContext = {
    linkToEntry: (id) => {
      const entry = entries[id];
      return entry?.kind === 'article' ? entry : null;
    },
    embeddedEntry: (id) => entries[id] ?? null,
    asset: (id) => assets[id] ?? null,
    report: (mistake) => mistakes.push(mistake),
  };
  return { markdown: richTextToMarkdown(document, context), mistakes };
}

/** Converts and renders a text in which nothing is wrong. */
export async function show(document: unknown, space?: Space): Promise<string> {
  const { markdown, mistakes } = convert(document, space);
  const all = [...mistakes, ...checkSource(markdown).mistakes];
  if (all.length > 0) throw new Error(`${JSON.stringify(all)} in\n${markdown}`);
  return renderHtml(markdown, { ...contextFor(), findPicture: () => null });
}

/** The words of some HTML but for the labels that blocks of code get. */
export function shownIn(html: string): string {
  const words: string[] = [];
  const look = (one: Nodes): void => {
    if (one.type === 'text') words.push(one.value);
    if (one.type === 'element' && one.tagName === 'figcaption') return;
    if ('children' in one) for (const child of one.children) look(child);
  };
  // Satteri materialises a hast root under its own type names.
  look(htmlToHast(html, { fragment: true }) as Root);
  return words.join('');
}
