import type { Nodes } from 'mdast';
import { markdownToMdast } from 'satteri';
import { sourceFeatures } from '#src/collections/markdown/features.ts';

/** Reading trees of Markdown (mdast) whose nodes know their offsets in the source. */

/** One text goes through many hands, most of which change nothing: its tree is kept for the next. */
let latest: { readonly source: string; readonly tree: Nodes } | null = null;

/** Parses as the build does, but with punctuation as it is written. Trees are not to be changed. */
export function parseMarkdown(source: string): Nodes {
  if (latest?.source === source) return latest.tree;
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  const tree = markdownToMdast(source, { features: sourceFeatures }) as Nodes;
  latest = { source, tree };
  return tree;
}

/** Calls `see` for every node, parents first, with its ancestors from the root down. */
export function walk(
  node: Nodes,
  see: (node: Nodes, ancestors: readonly Nodes[]) => void,
  ancestors: readonly Nodes[] = [],
): void {
  see(node, ancestors);
  if (!('children' in node)) return;
  const path = [...ancestors, node];
  for (const child of node.children) walk(child, see, path);
}

export function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

export function endOf(node: Nodes): number {
  return node.position?.end.offset ?? 0;
}

/** Where the content of a node ends: before its closing marks. */
export function contentEndOf(node: Nodes): number {
  const last = 'children' in node ? node.children.at(-1) : undefined;
  return last ? endOf(last) : endOf(node);
}

/** What a reader sees of a node: no marks, no HTML, no pictures, white space collapsed. */
export function readableText(node: Nodes): string {
  return rawText(node).replaceAll(/\s+/g, ' ').trim();
}

function rawText(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return '';
  const separator = blocksOfBlocks.has(node.type) ? ' ' : '';
  return node.children.map((child) => rawText(child)).join(separator);
}

const blocksOfBlocks: ReadonlySet<string> = new Set(['root', 'blockquote', 'list', 'listItem']);

/** Says whether an offset lies in a code block or code span, which nothing may touch. */
export type IsCode = (offset: number) => boolean;

export function codeIn(source: string): IsCode {
  const ranges: (readonly [number, number])[] = [];
  walk(parseMarkdown(source), (node) => {
    if (node.type === 'code' || node.type === 'inlineCode')
      ranges.push([startOf(node), endOf(node)]);
  });
  return (offset) => ranges.some(([start, end]) => offset >= start && offset < end);
}
