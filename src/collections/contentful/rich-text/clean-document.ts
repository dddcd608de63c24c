import { deepest } from '#src/collections/markdown/source-notes.ts';
import type { RichTextContext } from './rich-text-context.ts';

/*
 * A document as it comes over the network, made into one that has only what is known here. Nodes of
 * other kinds go, what they hold stays. Node types are compared with a set: a type such as
 * `constructor` is a property of every object, and the renderer would call it.
 */

/** A node that is what it says it is. */
export interface RichNode {
  readonly nodeType: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: readonly RichChild[];
}

export interface RichText {
  readonly nodeType: 'text';
  readonly data: Readonly<Record<string, never>>;
  readonly value: string;
  readonly marks: readonly { readonly type: string }[];
}

export type RichChild = RichNode | RichText;

const headings = ['heading-1', 'heading-2', 'heading-3', 'heading-4', 'heading-5', 'heading-6'];
/** Blocks that hold words. */
const lineBlocks: ReadonlySet<string> = new Set(['paragraph', ...headings]);
/** Blocks that hold blocks. */
const containers: ReadonlySet<string> = new Set([
  'document',
  'ordered-list',
  'unordered-list',
  'list-item',
  'blockquote',
  'table',
  'table-row',
  'table-cell',
  'table-header-cell',
]);
const emptyBlocks: ReadonlySet<string> = new Set([
  'hr',
  'embedded-entry-block',
  'embedded-asset-block',
  'embedded-resource-block',
]);
const inlines: ReadonlySet<string> = new Set([
  'hyperlink',
  'entry-hyperlink',
  'asset-hyperlink',
  'resource-hyperlink',
  'embedded-entry-inline',
  'embedded-resource-inline',
]);
/** Where a block may stand that is part of a larger one. */
const parents: Readonly<Record<string, readonly string[]>> = {
  'list-item': ['ordered-list', 'unordered-list'],
  'table-row': ['table'],
  'table-cell': ['table-row'],
  'table-header-cell': ['table-row'],
};
const children: Readonly<Record<string, readonly string[]>> = {
  'ordered-list': ['list-item'],
  'unordered-list': ['list-item'],
  table: ['table-row'],
  'table-row': ['table-cell', 'table-header-cell'],
};
const marks: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'code',
  'superscript',
  'subscript',
  'strikethrough',
]);

/** Answers the document as far as it can be shown; null, which is reported, where it cannot. */
export function cleanDocument(document: unknown, { report }: RichTextContext): RichNode | null {
  if (!isRecord(document) || document['nodeType'] !== 'document') {
    const wanted = 'a rich text, as Contentful’s editor writes it';
    report({ kind: 'wrong', found: 'something that is no rich text', wanted });
    return null;
  }
  if (isTooDeep(document)) {
    const found = `marks more than ${deepest} deep inside each other`;
    report({ kind: 'wrong', found, wanted: 'a flatter text' });
    return null;
  }
  return { nodeType: 'document', data: {}, content: cleanBlocks(document['content'], 'document') };
}

/** Level by level: what is nested deeper than calls may be must not be found out by calling. */
function isTooDeep(document: object): boolean {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((node) =>
      isRecord(node) && Array.isArray(node['content']) ? node['content'] : [],
    );
  }
  return false;
}

/** What stands in a block that holds blocks: words that stand alone get a paragraph. */
function cleanBlocks(content: unknown, parent: string): RichNode[] {
  const blocks: RichNode[] = [];
  let words: RichChild[] = [];
  const endParagraph = (): void => {
    if (words.length > 0) blocks.push({ nodeType: 'paragraph', data: {}, content: words });
    words = [];
  };
  for (const node of asList(content)) {
    const type = typeOf(node);
    if (type === 'text' || inlines.has(type)) words.push(...cleanInline(node));
    else {
      endParagraph();
      blocks.push(...cleanBlock(node, parent));
    }
  }
  endParagraph();
  return isPartOf(parent) ? blocks.flatMap((block) => fit(block, parent)) : blocks;
}

/** In a list there are only items, in a table only rows: what else stands there becomes one. */
function fit(block: RichNode, parent: string): RichNode[] {
  const wanted = children[parent] ?? [];
  const [first] = wanted;
  if (first === undefined || wanted.includes(block.nodeType)) return [block];
  const wrapped: RichNode = { nodeType: first, data: {}, content: [block] };
  return first === 'table-row' ? [{ ...wrapped, content: fit(block, 'table-row') }] : [wrapped];
}

function isPartOf(parent: string): boolean {
  return Object.hasOwn(children, parent);
}

function cleanBlock(node: unknown, parent: string): RichNode[] {
  if (!isRecord(node)) return [];
  const nodeType = typeOf(node);
  const data = isRecord(node['data']) ? node['data'] : {};
  const misplaced = Object.hasOwn(parents, nodeType) && !parents[nodeType]?.includes(parent);
  if (lineBlocks.has(nodeType)) {
    return [{ nodeType, data, content: asList(node['content']).flatMap(cleanInline) }];
  }
  if (emptyBlocks.has(nodeType)) return [{ nodeType, data, content: [] }];
  if (containers.has(nodeType) && nodeType !== 'document' && !misplaced) {
    return [{ nodeType, data, content: cleanBlocks(node['content'], nodeType) }];
  }
  return cleanBlocks(node['content'], parent);
}

function cleanInline(node: unknown): RichChild[] {
  if (!isRecord(node)) return [];
  const nodeType = typeOf(node);
  if (nodeType === 'text') return cleanText(node);
  const content = asList(node['content']).flatMap(cleanInline);
  if (!inlines.has(nodeType)) return content;
  return [{ nodeType, data: isRecord(node['data']) ? node['data'] : {}, content }];
}

/** Line ends are nodes of their own, and marks do not reach over spaces at their ends. */
function cleanText(node: Readonly<Record<string, unknown>>): RichChild[] {
  const { value } = node;
  if (typeof value !== 'string' || value === '') return [];
  const types = asList(node['marks']).flatMap((mark) =>
    isRecord(mark) && typeof mark['type'] === 'string' && marks.has(mark['type'])
      ? [mark['type']]
      : [],
  );
  const marked = [...new Set(types)].map((type) => ({ type }));
  const children: RichChild[] = [];
  for (const [index, line] of withoutControls(value).split('\n').entries()) {
    if (index > 0) children.push({ nodeType: 'line-break', data: {}, content: [] });
    children.push(...spaced(line, marked));
  }
  return children;
}

function spaced(line: string, marked: RichText['marks']): RichText[] {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(line) ?? [];
  return [text(before, []), text(words, marked), text(after, [])].filter(
    ({ value }) => value !== '',
  );
}

export function text(value: string, withMarks: RichText['marks']): RichText {
  return { nodeType: 'text', data: {}, value, marks: withMarks };
}

/** Without what no parser of HTML lets through: control characters but tabs and line ends. */
function withoutControls(value: string): string {
  return value
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu, '')
    .toWellFormed();
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(node: unknown): string {
  return isRecord(node) && typeof node['nodeType'] === 'string' ? node['nodeType'] : '';
}

export function isText(node: RichChild): node is RichText {
  return 'value' in node;
}

/** The words in a node. */
export function wordsOf(node: RichChild): string {
  if (isText(node)) return node.value;
  return node.nodeType === 'line-break' ? ' ' : node.content.map(wordsOf).join('');
}
