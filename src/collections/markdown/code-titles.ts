import { markdownToMdast } from 'satteri';
import type { Nodes } from 'mdast';
import { sourceFeatures } from './features.ts';

const titleMark = /(?:^|\s)title="([^"]+)"/;

/** Answers the title of a fenced block, given its code; of blocks with the same code, the next one's. */
export type TakeCodeTitle = (code: string) => string | null;

/**
 * Reads titles of fenced blocks (```` ```ts title="src/x.ts" ````) from the Markdown tree, since what
 * follows the language is lost where raw HTML makes Sätteri parse a second time.
 */
export function readCodeTitles(body: string): TakeCodeTitle {
  const titles = new Map<string, (string | null)[]>();
  const visit = (node: Nodes): void => {
    if (node.type === 'code') {
      const title = titleMark.exec(node.meta ?? '')?.[1] ?? null;
      titles.set(node.value.trimEnd(), [...(titles.get(node.value.trimEnd()) ?? []), title]);
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  if (body.includes('title="')) visit(markdownToMdast(body, { features: sourceFeatures }) as Nodes);
  return (code) => titles.get(code.trimEnd())?.shift() ?? null;
}
