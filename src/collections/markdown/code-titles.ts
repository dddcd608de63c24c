import { markdownToMdast } from 'satteri';
import type { Nodes } from 'mdast';
import { markdownFeatures } from './features.ts';

const titleMark = /(?:^|\s)title="([^"]+)"/;

/**
 * Titles of fenced blocks (```` ```ts title="src/x.ts" ````) by their code. Read from the Markdown
 * tree, since what follows the language is lost where raw HTML makes Sätteri parse a second time.
 */
export function readCodeTitles(body: string): Map<string, string> {
  const titles = new Map<string, string>();
  if (!body.includes('title="')) return titles;
  const visit = (node: Nodes): void => {
    const title = node.type === 'code' ? titleMark.exec(node.meta ?? '')?.[1] : undefined;
    if (node.type === 'code' && title) titles.set(node.value.trimEnd(), title);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  visit(markdownToMdast(body, { features: markdownFeatures }) as Nodes);
  return titles;
}
