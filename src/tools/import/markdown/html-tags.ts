import type { Element, Root } from 'hast';
import { htmlToHast } from 'satteri';
import { attributeNames, isElement } from '#src/collections/markdown/hast.ts';
import { allowedElements, globalAttributes } from '#src/shared/html-vocabulary.ts';

/** Tags taken apart and written anew. */

/** Attributes by their names in HTML, decoded as a browser decodes them. */
export type Attributes = ReadonlyMap<string, string>;

/** Reads the attributes of a tag. Null where it is not one well-formed tag. */
export function readAttributes(source: string): Attributes | null {
  const written = /^<[a-z][^\s/>]*/i.exec(source);
  if (!written) return null;
  // As an element that may stand anywhere: a lone <td> would vanish.
  const tree = htmlToHast(`<b${source.slice(written[0].length)}`, { fragment: true }) as Root;
  const [only, ...others] = tree.children;
  if (!only || others.length > 0 || !isElement(only) || only.children.length > 0) return null;
  return new Map(attributesOf(only));
}

function attributesOf(element: Element): [string, string][] {
  return attributeNames(element).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.join(' ')];
    return [name, value === true ? '' : String(value)];
  });
}

const wholeNumbers: ReadonlySet<string> = new Set([
  'colspan',
  'rowspan',
  'span',
  'start',
  'width',
  'height',
]);
const forms: Readonly<Record<string, RegExp>> = {
  // Checked as a link, and seen by nobody.
  cite: /^https?:\/\//i,
  dir: /^(?:ltr|rtl|auto)$/i,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  type: /^[1aAiI]$/,
};

/** The attributes that an element may keep. References to other elements' ids go with the ids. */
export function allowedAttributes(element: string, attributes: Attributes): Attributes {
  const allowed = new Set([...globalAttributes, ...(allowedElements[element] ?? [])]);
  return new Map(
    [...attributes].filter(([name, value]) => {
      if (!allowed.has(name) || name === 'headers' || name === 'id') return false;
      if (wholeNumbers.has(name)) return /^\d{1,5}$/.test(value);
      return forms[name]?.test(value) ?? true;
    }),
  );
}

export function openTag(element: string, attributes: Attributes): string {
  const written = [...attributes].map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escapeAttribute(value)}"`,
  );
  return `<${element}${written.join('')}>`;
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll(/\s+/g, ' ');
}

/** Text that HTML, and Markdown around it, takes for text. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text that Markdown takes for text. */
export function escapeMarkdown(text: string): string {
  return escapeText(text.replaceAll(/\s+/g, ' ').trim())
    .replaceAll(/[\\`*_[\]|~]/g, String.raw`\$&`)
    .replaceAll('&gt;', '>');
}

/** An address as it may stand between Markdown's brackets. */
export function markdownAddress(url: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '(': '%28',
    ')': '%29',
    '<': '%3C',
    '>': '%3E',
    '|': '%7C',
    '\\': '%5C',
    '`': '%60',
  };
  return url
    .trim()
    .replaceAll(
      /[()<>|\\`]|\s/g,
      (character) => escapes[character] ?? encodeURIComponent(character),
    );
}

/** Markdown for a picture; `title` becomes its caption. */
export function markdownImage(alt: string, url: string, title: string | null): string {
  const caption = title
    ? ` "${title.replaceAll(/\s+/g, ' ').replaceAll(/["\\]/g, String.raw`\$&`)}"`
    : '';
  return `![${escapeMarkdown(alt)}](${markdownAddress(url)}${caption})`;
}
