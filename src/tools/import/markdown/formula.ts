import type { Element, ElementContent, Root } from 'hast';
import { htmlToHast } from 'satteri';
import { isElement, textOf } from '#src/collections/markdown/hast.ts';
import { escapeText } from './html-tags.ts';

/**
 * Sets MathML as plain HTML: `x<sub>n</sub>`, `2<sup>n</sup>`, `(a) / (b)`. It reads right in a line
 * of text; matrices and stacked signs lose their shape, which the report says.
 */
export function formulaAsHtml(mathml: string): string {
  const tree = htmlToHast(mathml, { fragment: true }) as Root;
  return setAll(tree.children as ElementContent[])
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?: ?<br> ?)+$/g, '')
    .trim();
}

function setAll(nodes: readonly ElementContent[]): string {
  return nodes.map((node) => setNode(node)).join('');
}

function setNode(node: ElementContent): string {
  if (node.type === 'text') return literal(node.value);
  if (!isElement(node)) return '';
  const parts = node.children
    .filter((child): child is Element => isElement(child))
    .map((child) => setNode(child));
  const [first = '', second = '', third = ''] = parts;
  switch (node.tagName) {
    case 'msub':
    case 'munder':
      return `${first}<sub>${second}</sub>`;
    case 'msup':
    case 'mover':
      return `${first}<sup>${second}</sup>`;
    case 'msubsup':
    case 'munderover':
      return `${first}<sub>${second}</sub><sup>${third}</sup>`;
    case 'mfrac':
      return `(${first}) / (${second})`;
    case 'msqrt':
      return `√(${setAll(node.children)})`;
    case 'mroot':
      return `<sup>${second}</sup>√(${first})`;
    case 'mi':
      return `<var>${literal(textOf(node))}</var>`;
    case 'mo':
      return setOperator(textOf(node).trim());
    case 'mspace':
      return ' ';
    case 'mtr':
      return `${parts.join(' ')}<br>`;
    case 'annotation':
    case 'annotation-xml':
      return '';
    default:
      return setAll(node.children);
  }
}

function setOperator(sign: string): string {
  return /^[()[\]{},|!′⁡]$/.test(sign) ? literal(sign) : ` ${literal(sign)} `;
}

/** Text that neither HTML nor Markdown takes for a mark. */
function literal(text: string): string {
  return escapeText(text.trim()).replaceAll(/[\\`*_[\]|~]/g, (mark) => `&#${mark.codePointAt(0)};`);
}
