import type { Element } from 'hast';
import { allowedElements, globalAttributes, isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { elementsOf } from './markdown.ts';

/*
 * What may be in a rendered text, written down a second time and apart from the code that renders:
 * the vocabulary of authors and Broadsheet's own marks. Names of attributes are those of hast.
 */

/** Elements that only Broadsheet makes, and its attributes on those of authors. */
const ownMarks: Readonly<Record<string, readonly string[]>> = {
  a: ['className', 'ariaLabel', 'ariaDescribedBy', 'role'],
  aside: ['className', 'ariaLabel'],
  code: ['dataLanguage'],
  div: ['className', 'ariaLabel', 'role', 'tabIndex'],
  figure: ['className'],
  img: ['className', 'loading', 'decoding', 'ariaHidden'],
  input: ['type', 'checked', 'disabled', 'ariaLabel'],
  label: ['className'],
  li: ['className'],
  p: ['className'],
  picture: [],
  pre: ['ariaLabel', 'role', 'tabIndex'],
  section: ['className', 'ariaLabelledBy', 'role'],
  source: ['type', 'srcSet', 'sizes'],
  span: ['className'],
  td: ['className'],
  th: ['className'],
  ul: ['className'],
};

const ownClasses =
  /^(?:align-(?:left|right|center)|anchor|at-end|backref|callout|callout-title|caution|code|contains-task-list|footnotes|important|note|picture|placeholder|select-all|t-[a-z-]+|table|task-list-item|tip|warning|wide)$/;
/** Attributes whose names are spelt otherwise in HTML. */
const htmlNames: Readonly<Record<string, string>> = {
  colSpan: 'colspan',
  dateTime: 'datetime',
  hrefLang: 'hreflang',
  rowSpan: 'rowspan',
};
const addresses: ReadonlySet<string> = new Set(['href', 'src', 'cite']);

/** Everything in some HTML that neither authors nor Broadsheet may put there: `<p onclick>`. */
export function foreignMarksIn(html: string): string[] {
  const elements = elementsOf(html);
  const attributes = elements.flatMap((element) =>
    Object.entries(element.properties).map(([name, value]) => ({ element, name, value })),
  );
  return [
    ...elements.filter((element) => !isKnown(element)).map(({ tagName }) => `<${tagName}>`),
    ...attributes
      .filter(({ element, name, value }) => !isAllowed(element, name, value))
      .map(({ element, name, value }) => `<${element.tagName} ${name}=${JSON.stringify(value)}>`),
  ];
}

function isKnown({ tagName }: Element): boolean {
  return Object.hasOwn(allowedElements, tagName) || Object.hasOwn(ownMarks, tagName);
}

function isAllowed({ tagName, properties }: Element, name: string, value: unknown): boolean {
  const theirs = Object.hasOwn(allowedElements, tagName) ? (allowedElements[tagName] ?? []) : [];
  const ours = Object.hasOwn(ownMarks, tagName) ? (ownMarks[tagName] ?? []) : [];
  const htmlName = htmlNames[name] ?? name;
  if (![...theirs, ...globalAttributes].includes(htmlName) && !ours.includes(name)) return false;
  if (name === 'className') return asList(value).every((one) => ownClasses.test(one));
  if (name === 'type' && tagName === 'input') return value === 'checkbox';
  if (!addresses.has(name)) return true;
  const isPlaceholder = String(properties['className']) === 'placeholder';
  return isPlaceholder
    ? String(value).startsWith('data:image/webp;base64,')
    : isSafeUrl(String(value));
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : String(value).split(' ');
}
