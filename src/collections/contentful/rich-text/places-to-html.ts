import type { RootContent } from 'mdast';
import { escapeXml } from '#src/shared/xml.ts';

/*
 * A table that Markdown cannot say is written as HTML, and Markdown in HTML stays as it is: what would
 * be Markdown elsewhere is HTML there. An empty line would end it, so there is none.
 */

const place = /<x-(?:block|inline) n="(\d+)"><\/x-(?:block|inline)>/g;

/** Puts into some HTML what it holds places for. */
export function placesToHtml(html: string, places: readonly RootContent[]): string {
  return html
    .replaceAll(place, (_whole, index: string) => {
      const node = places[Number(index)];
      return node ? nodeToHtml(node) : '';
    })
    .replaceAll('\n', '&#10;');
}

function nodeToHtml(node: RootContent): string {
  switch (node.type) {
    case 'paragraph':
      return `<p>${node.children.map(nodeToHtml).join('')}</p>`;
    case 'link':
      return `<a href="${escapeXml(node.url)}">${node.children.map(nodeToHtml).join('')}</a>`;
    case 'image':
      return `<img src="${escapeXml(node.url)}" alt="${escapeXml(node.alt ?? '')}">`;
    case 'code':
      return `<pre><code>${escapeXml(node.value)}</code></pre>`;
    case 'inlineCode':
      return `<code>${escapeXml(node.value)}</code>`;
    case 'text':
      return escapeXml(node.value);
    case 'footnoteReference':
      return escapeXml(`[^${node.identifier}]`);
    case 'html':
      // An inner table is HTML by now; Markdown of the author's own shows as it is written.
      return node.value.startsWith('<table>') ? node.value : `<p>${escapeXml(node.value)}</p>`;
    default:
      return '';
  }
}
