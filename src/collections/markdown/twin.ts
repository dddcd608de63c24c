import { markdownToMdast } from 'satteri';
import type { Nodes } from 'mdast';
import { markdownFeatures } from './features.ts';

/**
 * The Markdown of a body as it may stand by itself anywhere: links and pictures by their full
 * addresses, everything else as its author wrote it.
 *
 * @param absolute Gives the full address for an address as written, or null to leave it.
 */
export function makeTwin(body: string, absolute: (url: string) => string | null): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const start = node.position?.start.offset ?? 0;
      const source = body.slice(start, node.position?.end.offset ?? 0);
      const full = absolute(node.url);
      const at = source.lastIndexOf(node.url);
      if (full !== null && at >= 0) {
        edits.push({ start: start + at, end: start + at + node.url.length, text: full });
      }
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  visit(markdownToMdast(body, { features: markdownFeatures }) as Nodes);
  let twin = body;
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    twin = twin.slice(0, start) + text + twin.slice(end);
  }
  return twin.trim();
}
