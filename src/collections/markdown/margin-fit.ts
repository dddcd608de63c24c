import type { Element, ElementContent, Nodes, Root } from 'hast';
import { isElement, textOf } from './hast.ts';

/*
 * Whether the notes of a text fit into its margin. Notes stand beside their references, each below the
 * one before, and take no room of their own: many notes to a short text would run over what follows
 * it. Heights are estimates in pixels of a wide page, made of letters as `prose.css` and
 * `margin-notes.css` set them; they err towards the end of the text, where notes always fit.
 */

const text = { lettersPerLine: 74, line: 31, gap: 20 } as const;
const note = { lettersPerLine: 30, line: 18.5, gap: 14 } as const;
const picture = 300;
const tableRow = 34;
const codeLine = 26;
/** Below every text there is at least this much paper. */
const spaceAfter = 48;

/** A note's reference, by its place, and its own text. */
export interface PlacedNote {
  readonly reference: Element;
  readonly item: Element;
}

/** The style sheet has a line for each of so many. */
const mostNotes = 24;

export function fitsIntoMargin(tree: Root, notes: readonly PlacedNote[]): boolean {
  if (notes.length > mostNotes) return false;
  const blocks = tree.children.filter((child) => !isElement(child, 'section'));
  let bottomOfNotes = 0;
  let top = 0;
  for (const block of blocks) {
    const height = heightOf(block);
    for (const { reference, item } of notes.filter((one) => holds(block, one.reference))) {
      const beside = top + height * shareBefore(block, reference);
      bottomOfNotes = Math.max(beside, bottomOfNotes) + heightOfNote(item);
    }
    top += height;
  }
  return bottomOfNotes <= top + spaceAfter;
}

function heightOfNote(item: Element): number {
  return Math.ceil(textOf(item).trim().length / note.lettersPerLine) * note.line + note.gap;
}

function heightOf(block: Nodes): number {
  if (!isElement(block)) return 0;
  if (block.tagName === 'pre') return textOf(block).split('\n').length * codeLine + text.gap;
  const rows = count(block, 'tr');
  if (rows > 0) return rows * tableRow + text.gap;
  const pictures = count(block, 'img') * picture;
  const letters = textOf(block).trim().length;
  return pictures + Math.ceil(letters / text.lettersPerLine) * text.line + text.gap;
}

function count(node: Nodes, tagName: string): number {
  const here = isElement(node, tagName) ? 1 : 0;
  return 'children' in node
    ? node.children.reduce((sum, child) => sum + count(child, tagName), here)
    : here;
}

function holds(node: Nodes, wanted: Element): boolean {
  if (node === wanted) return true;
  return 'children' in node && node.children.some((child) => holds(child, wanted));
}

/** How much of a block's letters stands before a reference in it, from 0 to 1. */
function shareBefore(block: Nodes, reference: Element): number {
  const whole = textOf(block).length;
  return whole === 0 ? 0 : lettersBefore(block, reference) / whole;
}

function lettersBefore(node: Nodes, wanted: Element): number {
  if (!('children' in node)) return 0;
  let letters = 0;
  for (const child of node.children as ElementContent[]) {
    if (holds(child, wanted)) return letters + lettersBefore(child, wanted);
    letters += textOf(child).length;
  }
  return letters;
}
