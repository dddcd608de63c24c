import type { Element, Root } from 'hast';
import { allowedElements, globalAttributes, isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { attributeNames, mapElements } from './hast.ts';

/** What the Markdown processor itself makes beside what authors may write. */
const processorElements: Readonly<Record<string, readonly string[]>> = {
  // `# Heading` in Markdown; `headings.ts` brings it down to <h2>.
  h1: [],
  input: ['type', 'checked', 'disabled'],
  section: ['datafootnotes', 'class'],
  a: ['datafootnoteref', 'datafootnotebackref', 'ariadescribedby', 'arialabel', 'class'],
  h2: ['class'],
  code: ['class'],
  ul: ['class'],
  ol: ['class'],
  li: ['class'],
  // GFM's column alignment; `tables.ts` turns it into classes, which the CSP allows.
  th: ['style', 'align'],
  td: ['style', 'align'],
};

const processorClasses =
  /^(?:contains-task-list|task-list-item|footnotes|sr-only|data-footnote-backref|language-[^\s"'<>]+)$/;
const alignment = /^text-align: ?(?:left|right|center);?$/;
const urlAttributes: ReadonlySet<string> = new Set(['href', 'src', 'cite']);

/** A tree held something that `check-source.ts` should have reported: a hole in it, not a typo. */
export class UnsafeTreeError extends Error {
  override readonly name = 'UnsafeTreeError';
}

/**
 * The last check before authors' HTML is trusted: every element, attribute and URL of the finished
 * tree is on the list, or rendering stops. Comments are dropped.
 *
 * @throws {UnsafeTreeError}
 */
export function guardTree(tree: Root): void {
  dropNonContent(tree);
  mapElements(tree, (element) => {
    const { tagName } = element;
    const allowed = [
      ...(ownList(allowedElements, tagName) ?? []),
      ...(ownList(processorElements, tagName) ?? []),
    ];
    if (!ownList(allowedElements, tagName) && !ownList(processorElements, tagName)) {
      throw new UnsafeTreeError(`<${tagName}> is not an element that authors may use`);
    }
    for (const [name, value] of attributeNames(element))
      guardAttribute(element, { name, value, allowed });
    dropNonContent(element);
    return element;
  });
}

interface Attribute {
  readonly name: string;
  readonly value: unknown;
  readonly allowed: readonly string[];
}

function guardAttribute(element: Element, { name, value, allowed }: Attribute): void {
  const refuse = (): never => {
    throw new UnsafeTreeError(
      `<${element.tagName} ${name}="${String(value).slice(0, 60)}"> is not allowed`,
    );
  };
  if (!allowed.includes(name) && !globalAttributes.includes(name)) refuse();
  if (urlAttributes.has(name) && !isSafeUrl(String(value))) refuse();
  if (name === 'style' && !alignment.test(String(value))) refuse();
  if (name === 'class' && !classNames(value).every((one) => processorClasses.test(one))) refuse();
  if (element.tagName === 'input' && name === 'type' && value !== 'checkbox') refuse();
}

function classNames(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
}

function ownList(lists: Readonly<Record<string, readonly string[]>>, name: string) {
  return Object.hasOwn(lists, name) ? lists[name] : undefined;
}

function isContent(child: { readonly type: string }): boolean {
  return child.type === 'element' || child.type === 'text';
}

function dropNonContent(parent: Root | Element): void {
  parent.children = parent.children.filter(isContent) as typeof parent.children;
}
