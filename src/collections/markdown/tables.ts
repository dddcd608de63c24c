import type { Element, ElementContent, Parents, Root } from 'hast';
import { h, isBlank, isElement, mapElements, nameEachOnce, text, textOf } from './hast.ts';
import type { RenderContext } from './render-context.ts';

const captionMark = /^\s*Table:\s*/;

/**
 * Makes tables scroll by themselves, gives columns their alignment by class, head cells their scope,
 * and takes a paragraph `Table: …` before a table as its caption.
 */
export function formatTables(tree: Root, { words }: RenderContext): void {
  takeCaptions(tree);
  const nameOnce = nameEachOnce();
  mapElements(tree, (element, parent) => {
    if (element.tagName === 'tr') nameScopes(element, parent);
    if (element.tagName === 'th' || element.tagName === 'td') return alignCell(element);
    const isNested = isElement(parent, 'td') || isElement(parent, 'th');
    if (element.tagName !== 'table' || isNested) return element;
    const caption = element.children.find((child) => isElement(child, 'caption'));
    const label = nameOnce(caption ? textOf(caption).trim() : words.t('article.table'));
    return h('div', { className: 'table', role: 'region', tabIndex: 0, ariaLabel: label }, [
      element,
    ]);
  });
}

/** A head cell beside cells of data heads its row, any other its column. */
function nameScopes(row: Element, parent: Parents): void {
  const headsRow =
    !isElement(parent, 'thead') && row.children.some((cell) => isElement(cell, 'td'));
  for (const cell of row.children) {
    if (isElement(cell, 'th')) cell.properties['scope'] ??= headsRow ? 'row' : 'col';
  }
}

function alignCell(cell: Element): Element {
  const { style, align, ...properties } = cell.properties;
  const side = /(left|right|center)/.exec(String(style ?? align ?? ''))?.[1];
  cell.properties = { ...properties, ...(side ? { className: [`align-${side}`] } : {}) };
  return cell;
}

function takeCaptions(parent: Root | Element): void {
  const children = parent.children as ElementContent[];
  const kept: ElementContent[] = [];
  for (const child of children) {
    if (isElement(child)) takeCaptions(child);
    const before = kept.findLastIndex((node) => !isBlank(node));
    const paragraph = kept[before];
    if (isElement(child, 'table') && paragraph && isCaptionOf(child, paragraph)) {
      const [first] = paragraph.children;
      if (first?.type === 'text') first.value = first.value.replace(captionMark, '');
      child.children.unshift(h('caption', {}, paragraph.children), text('\n'));
      kept.splice(before);
    }
    kept.push(child);
  }
  parent.children = kept as typeof parent.children;
}

function isCaptionOf(table: Element, node: ElementContent): node is Element {
  const hasCaption = table.children.some((child) => isElement(child, 'caption'));
  return !hasCaption && isElement(node, 'p') && captionMark.test(textOf(node));
}
