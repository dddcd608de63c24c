import type { Element, ElementContent, Properties, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { htmlToHast } from 'satteri';
import { hasClass, isBlank, isElement, mapElements } from '#src/collections/markdown/hast.ts';

/*
 * An article's text as readers' programs want it: the same words and pictures, without what only
 * works on the page (anchors of headings, boxes that scroll, placeholders), every address in full.
 */

/** Properties that mean something only beside the page's style sheet or behaviour. */
const ownProperties = /^(?:className|tabIndex|role|sizes|aria.*|data.*)$/;

/**
 * Brings the HTML of a rendered text into the form that feeds carry.
 *
 * @param url The full address of the article, which relative ones start from.
 */
export function feedContent(html: string, url: string): string {
  // Satteri's root is hast's under its own type names.
  const tree = htmlToHast(html, { fragment: true }) as Root;
  mapElements(tree, (element) => simplify(element, url));
  return toHtml(tree);
}

function simplify(element: Element, url: string): ElementContent | ElementContent[] {
  if (isOfThePage(element)) return [];
  if (element.tagName === 'figcaption' && element.children.every(isBlank)) return [];
  // Colours of code and frames of pictures and tables are the style sheet's.
  if (isFrame(element)) return element.children;
  if (element.tagName === 'picture') return element.children.filter((one) => isElement(one, 'img'));
  const { properties } = element;
  element.properties = Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !ownProperties.test(name))
      .map(([name, value]) => [name, inFull(name, value, url)]),
  );
  return element;
}

function isOfThePage(element: Element): boolean {
  return ['anchor', 'select-all', 'placeholder'].some((name) => hasClass(element, name));
}

function isFrame(element: Element): boolean {
  if (element.tagName === 'div') return hasClass(element, 'table');
  const names = Object.keys(element.properties);
  return element.tagName === 'span' && (names.length === 0 || names.includes('className'));
}

function inFull(name: string, value: Properties[string], url: string): Properties[string] {
  const isAddress = (name === 'href' || name === 'src') && typeof value === 'string';
  return isAddress && URL.canParse(value, url) ? new URL(value, url).href : value;
}
