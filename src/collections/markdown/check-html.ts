import { htmlToHast } from 'satteri';
import type { Element, Root } from 'hast';
import { allowedElements, globalAttributes, pageIds } from '#src/shared/html-vocabulary.ts';
import { attributeNames, isElement, walkHast } from './hast.ts';
import { checkAlt, checkUrl, deepest, refuseDepth, type SourceNotes } from './source-notes.ts';

/** Elements whose end tag may be left out, and those that have none: they leave nothing open. */
const unclosed: ReadonlySet<string> = new Set(
  'br col dd dt hr img li p rp rt tbody td tfoot th thead tr wbr colgroup caption'.split(' '),
);
const comments = /<!--[\s\S]*?(?:-->|$)/g;
const tags = /<(\/?)([a-z][^\s/>]*)/gi;
/** Tags that an HTML parser takes for the page's own and drops. */
const pageTags = /<(html|head|body|frameset|frame)(?=[\s/>])/i;
/** Programs, data and declarations of XML: an HTML parser drops them, words and all. */
const declarations = /<\?[\w-]*|<!(?:\[CDATA\[|[a-z]+)/i;
const tableParts = /<(table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th)(?=[\s/>])/i;

/** Looks for what is not in the vocabulary in a piece of raw HTML that begins on `firstLine`. */
export function checkHtml(html: string, firstLine: number, notes: SourceNotes): void {
  const bare = html.replaceAll(comments, '');
  for (const [, slash, name = ''] of bare.matchAll(tags)) {
    if (!unclosed.has(name.toLowerCase()))
      notes.openTags = Math.max(0, notes.openTags + (slash ? -1 : 1));
    if (notes.openTags > deepest) return refuseDepth(firstLine, notes);
  }
  const lineOf = lineFinder(html, firstLine);
  const declaration = declarations.exec(bare)?.[0];
  if (declaration !== undefined) {
    const wanted = 'Markdown; to show the mark itself, write it in backticks';
    notes.mistakes.push({ line: firstLine, field: 'HTML', found: declaration, wanted });
  }
  const pageTag = pageTags.exec(bare)?.[1]?.toLowerCase();
  if (pageTag !== undefined) refuseElement(pageTag, lineOf(pageTag), notes);
  const { elements, isWhole } = parse(html);
  const before = notes.mistakes.length;
  for (const element of elements) checkElement(element, lineOf(element.tagName), notes);
  if (!isWhole && notes.mistakes.length === before) {
    const found = `HTML that does not end: ${JSON.stringify(html.trim().slice(0, 60))}`;
    notes.mistakes.push({
      line: firstLine,
      field: 'HTML',
      found,
      wanted: 'the quote, > or --> that closes it, before the next empty line',
    });
  }
}

const endMark = 'the-end-was-reached';

/** The elements of the HTML, and whether every tag and comment in it ends. */
function parse(html: string): { elements: Element[]; isWhole: boolean } {
  // A lone cell or row would vanish; in a table it is seen.
  const isLonePart = (tableParts.exec(html)?.[1] ?? 'table').toLowerCase() !== 'table';
  const elements: Element[] = [];
  let isWhole = false;
  const whole = `${isLonePart ? '<table>' : ''}${html}<wbr id=${endMark}>`;
  // Satteri materialises a hast root under its own type names.
  walkHast(htmlToHast(whole, { fragment: true }) as Root, (node) => {
    if (!isElement(node)) return;
    // A tag that does not end has taken the mark for attributes of its own.
    if (node.properties['id'] === endMark) isWhole = isElement(node, 'wbr');
    else elements.push(node);
  });
  return { elements, isWhole };
}

/** Answers the line of each next start tag of a name. */
function lineFinder(html: string, firstLine: number): (tagName: string) => number {
  const lines = new Map<string, number[]>();
  let line = firstLine;
  let end = 0;
  for (const { 1: slash, 2: name = '', index } of html.matchAll(tags)) {
    line += html.slice(end, index).split('\n').length - 1;
    end = index;
    const known = lines.get(name.toLowerCase());
    if (!slash && known) known.push(line);
    else if (!slash) lines.set(name.toLowerCase(), [line]);
  }
  return (tagName) => lines.get(tagName)?.shift() ?? firstLine;
}

function refuseElement(name: string, line: number, { mistakes }: SourceNotes): void {
  mistakes.push({
    line,
    field: 'HTML',
    found: `<${name}>`,
    wanted:
      'Markdown, or one of the elements listed in "Everything you can write"; to show the tag itself, write it in backticks',
  });
}

function checkElement(element: Element, line: number, notes: SourceNotes): void {
  const { tagName, properties } = element;
  const allowed = Object.hasOwn(allowedElements, tagName) ? allowedElements[tagName] : undefined;
  if (!allowed) return refuseElement(tagName, line, notes);
  for (const [name, value] of attributeNames(element)) {
    if (!allowed.includes(name) && !globalAttributes.includes(name)) {
      const wanted = `<${tagName}> without ${name}`;
      notes.mistakes.push({ line, field: 'HTML', found: `<${tagName} ${name}="…">`, wanted });
    } else if (name === 'href' || name === 'src' || name === 'cite') {
      checkUrl({ kind: name === 'src' ? 'picture' : 'link', url: String(value), line }, notes);
    } else if (name === 'id') checkId(String(value), line, notes);
  }
  if (tagName === 'img') checkAlt(String(properties['alt'] ?? ''), line, notes);
}

function checkId(id: string, line: number, { ids, mistakes }: SourceNotes): void {
  const refuse = (wanted: string): void =>
    void mistakes.push({ line, field: 'HTML', found: `id="${id}"`, wanted });
  const other = ids.get(id);
  if (!/^[^\s]+$/.test(id)) refuse('an id of one word');
  else if (pageIds.has(id)) refuse('another id: the page around the text has this one');
  else if (other !== undefined) refuse(`another id: line ${other} of the text has this one`);
  else ids.set(id, line);
}
