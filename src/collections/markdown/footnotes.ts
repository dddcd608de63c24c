import type { Element, Root } from 'hast';
import { isElement, text, walkHast } from './hast.ts';
import { fitsIntoMargin, type PlacedNote } from './margin-fit.ts';
import type { RenderContext } from './render-context.ts';

/** A note at the end of the text, by the `id` that the processor gave it. */
interface Note {
  readonly number: number;
  /** How many references to it have been met so far. */
  references: number;
}

/**
 * Numbers footnotes and their references in the page's own manner: `#fn-1` and `#fnref-1` (then
 * `#fnref-1-2` …), which is what the style sheet needs to set them in the margin beside their
 * references on wide screens. By order and not by label: `[^x-2]` and the second `[^x]` would be one.
 */
export function formatFootnotes(tree: Root, { words }: RenderContext): void {
  const notes = findNotes(tree);
  const placed: PlacedNote[] = [];
  let section: Element | null = null;
  walkHast(tree, (node) => {
    if (!isElement(node)) return;
    const { properties } = node;
    if ('dataFootnoteRef' in properties) {
      const item = formatReference(node, notes);
      if (item) placed.push({ reference: node, item });
    } else if (isElement(node, 'section') && 'dataFootnotes' in properties) {
      node.properties = {
        className: ['footnotes'],
        ariaLabelledBy: ['footnote-label'],
        role: 'doc-endnotes',
      };
      section = node;
    } else if (properties['id'] === 'footnote-label') {
      node.properties = { id: 'footnote-label' };
      node.children = [text(words.t('article.footnotes'))];
    }
  });
  if (section && !fitsIntoMargin(tree, placed)) keepAtEnd(section);
  for (const [item, note] of notes.values()) {
    item.properties['id'] = `fn-${note.number}`;
    formatBackReferences(item, note, (reference) =>
      words.t('article.footnote.back', { reference }),
    );
  }
}

function findNotes(tree: Root): Map<string, [item: Element, note: Note]> {
  const notes = new Map<string, [Element, Note]>();
  // A list of the author's own may have such ids as well.
  const section = tree.children.findLast(
    (node) => isElement(node, 'section') && 'dataFootnotes' in node.properties,
  );
  if (!section) return notes;
  walkHast(section, (node) => {
    const id = isElement(node, 'li') ? String(node.properties['id'] ?? '') : '';
    const isNote = isElement(node) && id.startsWith('user-content-fn-');
    if (isNote) notes.set(id, [node, { number: notes.size + 1, references: 0 }]);
  });
  return notes;
}

function keepAtEnd({ properties }: Element): void {
  properties['className'] = ['footnotes', 'at-end'];
}

/** Answers the note that is first referred to here; null where it was before, or is none. */
function formatReference(
  element: Element,
  notes: ReadonlyMap<string, [Element, Note]>,
): Element | null {
  const written = String(element.properties['href'] ?? '').slice(1);
  const [item, note] = notes.get(decoded(written)) ?? notes.get(written) ?? [];
  if (!item || !note) return null;
  note.references += 1;
  element.properties = {
    id: referenceId(note.number, note.references),
    href: `#fn-${note.number}`,
    role: 'doc-noteref',
    ariaDescribedBy: ['footnote-label'],
  };
  return note.references === 1 ? item : null;
}

function formatBackReferences(
  item: Element,
  { number }: Note,
  label: (reference: string) => string,
): void {
  let count = 0;
  walkHast(item, (node) => {
    if (!isElement(node) || !('dataFootnoteBackref' in node.properties)) return;
    count += 1;
    node.properties = {
      href: `#${referenceId(number, count)}`,
      role: 'doc-backlink',
      ariaLabel: label(count === 1 ? String(number) : `${number}-${count}`),
      className: ['backref'],
    };
  });
}

function referenceId(note: number, reference: number): string {
  return reference === 1 ? `fnref-${note}` : `fnref-${note}-${reference}`;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
