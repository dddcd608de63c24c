import type { Element, ElementContent, Nodes, Parents, Properties, Root } from 'hast';

/** Small tools for trees of HTML (hast). */

export function isElement(node: Nodes, tagName?: string): node is Element {
  return node.type === 'element' && (tagName === undefined || node.tagName === tagName);
}

/** Properties of an element by their names in hast, with its classes as one text. */
export type ElementProperties = Omit<Properties, 'className'> & { readonly className?: string };

/** Makes an element. Property names are those of hast (`className`, `ariaLabel`). */
export function h(
  tagName: string,
  properties: ElementProperties,
  children: ElementContent[] = [],
): Element {
  const { className, ...others } = properties;
  const classes = className === undefined ? {} : { className: className.split(' ') };
  return { type: 'element', tagName, properties: { ...classes, ...others }, children };
}

export function hasClass(element: Element, name: string): boolean {
  return element.properties.className?.includes(name) ?? false;
}

export function text(value: string): ElementContent {
  return { type: 'text', value };
}

/** Calls `see` for every node, parents first. */
export function walkHast(node: unknown, see: (node: Nodes) => void): void {
  // Trees come from Satteri, whose nodes are hast nodes under its own type names.
  const current = node as Nodes;
  see(current);
  if ('children' in current) for (const child of current.children) walkHast(child, see);
}

/** The text inside a node, without its marks. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}

/**
 * Replaces elements from the leaves up. `replace` answers the same element to keep it, another node,
 * several, or none.
 */
export function mapElements(
  parent: Root | Element,
  replace: (element: Element, parent: Parents) => ElementContent | ElementContent[],
): void {
  const children = (parent.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    mapElements(child, replace);
    const replaced = replace(child, parent);
    return Array.isArray(replaced) ? replaced : [replaced];
  });
  parent.children = children;
}

/** Attributes of an element by their names in HTML. */
export function attributeNames(element: Element): [string, Properties[string]][] {
  return Object.entries(element.properties).map(([property, value]) => [
    htmlNames[property] ?? property.toLowerCase(),
    value,
  ]);
}

const htmlNames: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
  httpEquiv: 'http-equiv',
  acceptCharset: 'accept-charset',
};

/** Gives names of regions, each once: the second of a name gets its number. */
export function nameEachOnce(): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}

/** Whether a node is only white space. */
export function isBlank(node: Nodes): boolean {
  return node.type === 'text' && node.value.trim() === '';
}
