import { markdownToMdast } from 'satteri';
import type { Nodes } from 'mdast';
import { sourceFeatures } from './features.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The Markdown of a body as it may stand by itself anywhere: links and pictures by their full
 * addresses, everything else as its author wrote it.
 *
 * @param absolute Gives the full address for an address as written, or null to leave it.
 */
export function makeTwin(body: string, absolute: (url: string) => string | null): string {
  const edits: Edit[] = [];
  const visit = (node: Nodes): void => {
    const full = 'url' in node ? absolute(node.url) : null;
    if ('url' in node && full !== null) {
      const start = node.position?.start.offset ?? 0;
      const at = addressIn(body.slice(start, node.position?.end.offset ?? 0), node.url);
      if (at !== null)
        edits.push({ start: start + at, end: start + at + node.url.length, text: full });
    }
    if (node.type === 'html')
      edits.push(...editHtml(node.value, node.position?.start.offset ?? 0, absolute));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  visit(markdownToMdast(body, { features: sourceFeatures }) as Nodes);
  const parts: string[] = [];
  let end = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(body.slice(end, edit.start), edit.text);
    end = edit.end;
  }
  return [...parts, body.slice(end)].join('').trim();
}

/** Where the address stands in a link, a picture or a definition: the words or the title may say it too. */
function addressIn(source: string, url: string): number | null {
  const destination = new RegExp(`(?:\\]\\(|\\]:)\\s*<?(?=${RegExp.escape(url)})`, 'g');
  const [last] = [...source.matchAll(destination)].slice(-1);
  return last ? last.index + last[0].length : null;
}

const addressAttribute = /(\s(?:href|src)\s*=\s*["'])([^"'&]+)(?=["'])/gi;

function editHtml(html: string, start: number, absolute: (url: string) => string | null): Edit[] {
  return [...html.matchAll(addressAttribute)].flatMap(({ 1: before = '', 2: url = '', index }) => {
    const full = absolute(url);
    const at = start + index + before.length;
    return full === null ? [] : [{ start: at, end: at + url.length, text: full }];
  });
}
