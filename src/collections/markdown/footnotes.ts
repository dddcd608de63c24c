import type { Element, Root } from 'hast';
import { isElement, mapElements, text, walkHast } from './hast.ts';
import type { RenderContext } from './render-context.ts';

/**
 * Numbers footnotes and their references in the page's own manner: `#fn-1` and `#fnref-1`, which is
 * what the style sheet needs to set them in the margin beside their references on wide screens.
 */
export function formatFootnotes(tree: Root, { words }: RenderContext): void {
  const numbers = numberNotes(tree);
  if (numbers.size === 0) return;
  const rename = (value: unknown): string | undefined => renamed(String(value), numbers);
  mapElements(tree, (element) => {
    const { id, href } = element.properties;
    if (typeof id === 'string') element.properties['id'] = rename(id) ?? id;
    if (typeof href === 'string' && href.startsWith('#')) {
      const target = rename(decodeURIComponentSafely(href.slice(1)));
      if (target) element.properties['href'] = `#${target}`;
    }
    if (isElement(element, 'section') && 'dataFootnotes' in element.properties) {
      element.properties = { className: ['footnotes'], ariaLabelledBy: ['footnote-label'], role: 'doc-endnotes' };
    }
    if ('dataFootnoteRef' in element.properties) formatReference(element);
    if ('dataFootnoteBackref' in element.properties) formatBackReference(element, words.t('article.footnote.back', { reference: noteNumber(element) }));
    if (id === 'footnote-label') {
      element.properties = { id: 'footnote-label' };
      element.children = [text(words.t('article.footnotes'))];
    }
    return element;
  });
}

function formatReference(element: Element): void {
  const { id, href } = element.properties;
  element.properties = { id, href, role: 'doc-noteref', ariaDescribedBy: ['footnote-label'] };
}

function formatBackReference(element: Element, ariaLabel: string): void {
  element.properties = { href: element.properties['href'], role: 'doc-backlink', ariaLabel, className: ['backref'] };
}

function noteNumber(backReference: Element): string {
  return /fnref-(\d+)/.exec(String(backReference.properties['href']))?.[1] ?? '';
}

const noteId = /^user-content-fn-(.+)$/;
const referenceId = /^user-content-fnref-(.+?)(?:-(\d+))?$/;

function numberNotes(tree: Root): Map<string, number> {
  const numbers = new Map<string, number>();
  walkHast(tree, (node) => {
    const label = isElement(node, 'li') ? noteId.exec(String(node.properties['id'] ?? ''))?.[1] : undefined;
    if (label !== undefined) numbers.set(label, numbers.size + 1);
  });
  return numbers;
}

function renamed(id: string, numbers: ReadonlyMap<string, number>): string | undefined {
  const note = numbers.get(noteId.exec(id)?.[1] ?? '');
  if (note !== undefined) return `fn-${note}`;
  const whole = id.replace(/^user-content-fnref-/, '');
  if (whole === id) return undefined;
  const first = numbers.get(whole);
  if (first !== undefined) return `fnref-${first}`;
  const [, label = '', rerun = ''] = referenceId.exec(id) ?? [];
  const again = numbers.get(label);
  return again === undefined ? undefined : `fnref-${again}-${rerun}`;
}

function decodeURIComponentSafely(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
