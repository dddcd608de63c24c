import {
  isText,
  text,
  wordsOf,
  type RichChild,
  type RichNode,
  type RichText,
} from './clean-document.ts';

/*
 * What authors mean by what they wrote, where the editor has no mark for it: footnotes, blocks of code,
 * headings that begin too high. Done on the tree, before anything is rendered.
 */

const noteMark = /\[\^([\p{L}\p{N}_-]{1,40})\]/gu;
const noteStart = /^\s*\[\^([\p{L}\p{N}_-]{1,40})\]:\s*/u;

export function shapeDocument(document: RichNode): RichNode {
  const shift = document.content.some((node) => !isText(node) && node.nodeType === 'heading-1');
  const notes = findNotes(document);
  const shape = (node: RichChild): RichChild[] => {
    if (isText(node)) return notes.size > 0 ? markNotes(node.value, node.marks, notes) : [node];
    const headingLevel = levelOf(node);
    if (headingLevel !== null) return shapeHeading(node, headingLevel + (shift ? 1 : 0), shape);
    if (node.nodeType === 'paragraph') return shapeParagraph(node, shape);
    const content = joinTexts(node.content).flatMap(shape);
    // Empty items of lists in lists would be read as a rule: `- - -`.
    return hollow.has(node.nodeType) && content.length === 0 ? [] : [{ ...node, content }];
  };
  const content = document.content.flatMap((node) => {
    const label = noteLabel(node);
    if (label === null || !notes.has(label) || isText(node)) return shape(node);
    return [{ nodeType: 'note', data: { label }, content: [...shapeNote(node, shape)] }];
  });
  return { ...document, content };
}

/** Blocks that are nothing without what they hold. */
const hollow: ReadonlySet<string> = new Set([
  'ordered-list',
  'unordered-list',
  'list-item',
  'blockquote',
  'hyperlink',
]);

/** Texts with the same marks beside each other are one: two ends of code would be read as one mark. */
function joinTexts(nodes: readonly RichChild[]): RichChild[] {
  const joined: RichChild[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (last && isText(last) && isText(node) && namesOf(last) === namesOf(node)) {
      joined.splice(-1, 1, text(last.value + node.value, last.marks));
    } else joined.push(node);
  }
  return joined;
}

/** What is code is code alone here: code beside emphasised code could not be told from one piece. */
function namesOf({ marks }: RichText): string {
  if (marks.some(({ type }) => type === 'code')) return 'code';
  return marks
    .map(({ type }) => type)
    .toSorted()
    .join(' ');
}

type Shape = (node: RichChild) => RichChild[];

function levelOf({ nodeType }: RichNode): number | null {
  const level = /^heading-([1-6])$/.exec(nodeType)?.[1];
  return level === undefined ? null : Number(level);
}

/** The page has the heading of the first level. A heading is one line, and has words. */
function shapeHeading(node: RichNode, level: number, shape: Shape): RichChild[] {
  if (wordsOf(node).trim() === '') return [];
  const content = joinTexts(node.content)
    .flatMap(shape)
    .map((child) => (!isText(child) && child.nodeType === 'line-break' ? text(' ', []) : child));
  return [{ ...node, nodeType: `heading-${Math.min(level, 6)}`, content }];
}

/** A paragraph that is code from end to end is a block of code: the editor has no other. */
function shapeParagraph(node: RichNode, shape: Shape): RichChild[] {
  const words = node.content.filter((child) => !isText(child) || child.value.trim() !== '');
  const isCode =
    words.some(isText) &&
    words.every((child) =>
      isText(child)
        ? child.marks.some(({ type }) => type === 'code')
        : child.nodeType === 'line-break',
    );
  if (isCode) {
    const code = node.content
      .map((child) => (isText(child) ? child.value : '\n'))
      .join('')
      .replace(/^\n+|\s+$/g, '');
    return [{ nodeType: 'code-block', data: { code }, content: [] }];
  }
  const content = joinTexts(node.content).flatMap(shape);
  const isEmpty = content.every((child) =>
    isText(child) ? child.value.trim() === '' : child.nodeType === 'line-break',
  );
  return isEmpty ? [] : [{ ...node, content }];
}

/** Labels of notes that the text both refers to and has. */
function findNotes(document: RichNode): Set<string> {
  const labels = document.content.flatMap((node) => noteLabel(node) ?? []);
  if (labels.length === 0) return new Set();
  const referred = new Set<string>();
  const look = (node: RichChild, isNote: boolean): void => {
    if (!isText(node)) for (const child of node.content) look(child, isNote);
    else {
      const words = isNote ? node.value.replace(noteStart, '') : node.value;
      for (const [, label = ''] of words.matchAll(noteMark)) referred.add(label);
    }
  };
  for (const node of document.content) look(node, noteLabel(node) !== null);
  return new Set(labels.filter((label) => referred.has(label)));
}

function noteLabel(node: RichChild): string | null {
  if (isText(node) || node.nodeType !== 'paragraph') return null;
  const [first] = node.content;
  return first && isText(first) ? (noteStart.exec(first.value)?.[1] ?? null) : null;
}

function shapeNote(node: RichNode, shape: Shape): RichChild[] {
  const [first, ...rest] = node.content;
  const begun =
    first && isText(first) ? [{ ...first, value: first.value.replace(noteStart, '') }] : [];
  const content = [...begun.filter(({ value }) => value !== ''), ...rest];
  return shape({ ...node, content });
}

function markNotes(
  value: string,
  marks: readonly { readonly type: string }[],
  notes: ReadonlySet<string>,
): RichChild[] {
  const parts: RichChild[] = [];
  let end = 0;
  for (const match of value.matchAll(noteMark)) {
    const [whole, label = ''] = match;
    if (!notes.has(label)) continue;
    if (match.index > end) parts.push(text(value.slice(end, match.index), marks));
    parts.push({ nodeType: 'note-reference', data: { label }, content: [] });
    end = match.index + whole.length;
  }
  if (end < value.length) parts.push(text(value.slice(end), marks));
  return parts;
}
