import {
  documentToHtmlString,
  type Next,
  type NodeRenderer,
  type RenderMark,
} from '@contentful/rich-text-html-renderer';
import type { Document } from '@contentful/rich-text-types';
import type { RootContent } from 'mdast';
import { escapeXml } from '#src/shared/xml.ts';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { wordsOf, type RichChild, type RichNode } from './clean-document.ts';
import { makeAsset, makeBlock, makeCode, makeInline } from './made-nodes.ts';
import type { RichTextContext } from './rich-text-context.ts';
import { placesToHtml } from './places-to-html.ts';
import { cellToHtml, isSimpleTable, tableToHtml } from './tables.ts';

/** A node of Markdown that the HTML holds a place for. */
export type Place = RootContent;

export interface DocumentHtml {
  readonly html: string;
  readonly places: readonly Place[];
}

/**
 * Renders a clean document with renderers of our own for what Contentful's leaves out or lets pass.
 *
 * @see https://github.com/contentful/rich-text/tree/master/packages/rich-text-html-renderer
 */
export function documentToHtml(document: RichNode, context: RichTextContext): DocumentHtml {
  const places: Place[] = [];
  const hold = (element: 'x-block' | 'x-inline', node: Place | null): string => {
    if (!node) return '';
    places.push(node);
    return `<${element} n="${places.length - 1}"></${element}>`;
  };
  const render = (node: RichNode, next: Next): string => {
    // The renderer's own nodes are the clean ones, with our types in them beside its own.
    const renderAll = (nodes: readonly RichChild[]): string =>
      next(nodes as unknown as Parameters<Next>[0]);
    return renderNode(node, { context, places, hold, renderAll });
  };
  const renderer: NodeRenderer = (node, next) => render(node as unknown as RichNode, next);
  const html = documentToHtmlString(document as unknown as Document, {
    renderNode: Object.fromEntries(ownTypes.map((type) => [type, renderer])),
    renderMark,
  });
  return { html, places };
}

const renderMark: RenderMark = {
  bold: (text) => `<strong>${text}</strong>`,
  italic: (text) => `<em>${text}</em>`,
  underline: (text) => `<u>${text}</u>`,
  code: (text) => `<code>${text}</code>`,
  superscript: (text) => `<sup>${text}</sup>`,
  subscript: (text) => `<sub>${text}</sub>`,
  strikethrough: (text) => `<del>${text}</del>`,
};

/** Node types that are rendered here; the others are Contentful's renderer's. */
const ownTypes = [
  'hyperlink',
  'entry-hyperlink',
  'asset-hyperlink',
  'resource-hyperlink',
  'embedded-entry-block',
  'embedded-entry-inline',
  'embedded-asset-block',
  'embedded-resource-block',
  'embedded-resource-inline',
  'list-item',
  'table',
  'table-row',
  'table-cell',
  'table-header-cell',
  'line-break',
  'code-block',
  'note',
  'note-reference',
] as const;

interface Rendering {
  readonly context: RichTextContext;
  readonly hold: (element: 'x-block' | 'x-inline', node: Place | null) => string;
  readonly places: readonly Place[];
  readonly renderAll: (nodes: readonly RichChild[]) => string;
}

function renderNode(node: RichNode, rendering: Rendering): string {
  const { context, hold, places, renderAll } = rendering;
  const inner = (): string => renderAll(node.content);
  switch (node.nodeType) {
    case 'hyperlink':
      return link(addressOf(node, context), node, rendering);
    case 'entry-hyperlink':
      return link(entryAddress(node, context), node, rendering);
    case 'asset-hyperlink':
      return link(assetAddress(node, context), node, rendering);
    case 'embedded-entry-block': {
      const embedded = embeddedEntry(node, context);
      return hold('x-block', embedded && makeBlock(embedded, context));
    }
    case 'embedded-entry-inline': {
      const embedded = embeddedEntry(node, context);
      return hold('x-inline', embedded && makeInline(embedded, context));
    }
    case 'embedded-asset-block': {
      const asset = targetOf(node, 'asset', context, context.asset);
      return hold('x-block', asset && makeAsset(asset, context));
    }
    case 'embedded-resource-block':
    case 'embedded-resource-inline':
      tellOfOtherSpace(context);
      return '';
    case 'resource-hyperlink':
      tellOfOtherSpace(context);
      return inner();
    case 'list-item':
      return `<li>${inner()}</li>`;
    case 'table': {
      const table = tableToHtml(node, (row) => renderAll([row]));
      return isSimpleTable(node)
        ? table
        : hold('x-block', { type: 'html', value: placesToHtml(table, places) });
    }
    case 'table-row':
      return `<tr>${inner()}</tr>`;
    case 'table-cell':
    case 'table-header-cell':
      return cellToHtml(node, inner());
    case 'line-break':
      return '<br>';
    case 'code-block': {
      const code = String(node.data['code'] ?? '');
      return hold('x-block', makeCode({ code, language: null, title: null }));
    }
    case 'note':
      return `<x-note label="${escapeXml(String(node.data['label']))}">${inner()}</x-note>`;
    case 'note-reference': {
      const label = String(node.data['label']);
      return hold('x-inline', {
        type: 'footnoteReference',
        identifier: label.toLowerCase(),
        label,
      });
    }
    default:
      return inner();
  }
}

/** A link without words would be nothing to click on. */
function link(href: string | null, node: RichNode, { renderAll }: Rendering): string {
  const words = renderAll(node.content);
  if (href === null || wordsOf(node).trim() === '') return words;
  return `<a href="${escapeXml(href)}">${words}</a>`;
}

function addressOf({ data }: RichNode, { report }: RichTextContext): string | null {
  const uri = typeof data['uri'] === 'string' ? data['uri'].trim() : '';
  if (uri !== '' && isSafeUrl(uri)) return uri;
  const found =
    uri === '' ? 'a link without an address' : `a link to ${JSON.stringify(uri.slice(0, 60))}`;
  const wanted = 'a path of this site, or an address that begins with https://, mailto: or tel:';
  report({ kind: 'wrong', found, wanted });
  return null;
}

function entryAddress(node: RichNode, context: RichTextContext): string | null {
  return targetOf(node, 'entry', context, context.linkToEntry)?.href ?? null;
}

function assetAddress(node: RichNode, context: RichTextContext): string | null {
  return targetOf(node, 'asset', context, context.asset)?.url ?? null;
}

function embeddedEntry(node: RichNode, context: RichTextContext) {
  return targetOf(node, 'entry', context, context.embeddedEntry);
}

/** What a node names, found by its id; null, which is reported, where that is not to be seen. */
function targetOf<Target>(
  { data }: RichNode,
  noun: 'entry' | 'asset',
  { report }: RichTextContext,
  find: (id: string) => Target | null,
): Target | null {
  const id = idIn(data['target']);
  const found = id === null ? null : find(id);
  if (found) return found;
  const what = id === null ? `an ${noun} without an id` : `the ${noun} ${id}`;
  report({
    kind: 'missing',
    found: `${what}, which is not published or cannot stand here`,
    wanted:
      noun === 'entry'
        ? 'a published article, or an entry of a type that contentful.embeds in site.yaml names'
        : 'a published asset',
  });
  return null;
}

function idIn(target: unknown): string | null {
  const sys = typeof target === 'object' && target !== null ? Reflect.get(target, 'sys') : null;
  const id: unknown = typeof sys === 'object' && sys !== null ? Reflect.get(sys, 'id') : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

function tellOfOtherSpace({ report }: RichTextContext): void {
  report({
    kind: 'missing',
    found: 'something of another space',
    wanted: 'an entry of this space, or a link to its address',
  });
}
