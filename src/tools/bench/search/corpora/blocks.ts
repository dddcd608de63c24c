import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { htmlToHast } from 'satteri';
import { isElement, textOf } from '#src/collections/markdown/hast.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';

/** A paragraph, heading, list or listing of a text. */
export interface Block {
  readonly html: string;
  readonly text: string;
  /** The id of a heading, else null. */
  readonly id: string | null;
  readonly isParagraph: boolean;
}

/** Tables of checksums and logs of a thousand lines are no paragraphs to shuffle. */
const longest = 2500;

/** The blocks that a text is made of, but for very long ones. */
export function blocksOf({ html }: BenchRecord): Block[] {
  // Satteri materialises a hast root under its own type names.
  const tree = htmlToHast(html, { fragment: true }) as Root;
  return tree.children
    .filter((node) => isElement(node))
    .map((element) => toBlock(element))
    .filter((block) => block.html.length <= longest);
}

function toBlock(element: Element): Block {
  const { id } = element.properties;
  return {
    html: toHtml(element),
    text: textOf(element).replaceAll(/\s+/g, ' ').trim(),
    id: typeof id === 'string' ? id : null,
    isParagraph: element.tagName === 'p',
  };
}
