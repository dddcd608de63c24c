import GithubSlugger from 'github-slugger';
import type { Nodes, Root } from 'hast';
import { pageIds } from '#src/shared/html-vocabulary.ts';
import { h, mapElements, text, textOf, walkHast, isElement } from './hast.ts';
import type { Heading, RenderContext } from './render-context.ts';

const headingTag = /^h([1-6])$/;

/**
 * Gives headings anchors, and levels without gaps: the page's title is the only `<h1>`, so a text
 * begins at `<h2>` whatever its author began with, and goes down one level at a time.
 */
export function formatHeadings(tree: Root, { words }: RenderContext): Heading[] {
  const headings: Heading[] = [];
  const slugger = sluggerBeside(tree);
  const levels: number[] = [];
  walkHast(tree, (node) => {
    if (!isElement(node) || node.properties['id'] === 'footnote-label') return;
    const written = Number(headingTag.exec(node.tagName)?.[1] ?? 0);
    if (written === 0) return;
    while (levels.length > 0 && (levels.at(-1) ?? 0) >= written) levels.pop();
    levels.push(written);
    const depth = Math.min(levels.length + 1, 6);
    const given = node.properties['id'];
    const words = wordsOf(node).trim();
    const slug = typeof given === 'string' ? given : slugger.slug(sluggable(words));
    node.tagName = `h${depth}`;
    node.properties = { ...node.properties, id: slug };
    headings.push({ depth, slug, text: words });
  });
  addAnchors(tree, words.t('article.anchor'));
  return headings;
}

/** Makes slugs that nothing else on the page has for its `id`. */
function sluggerBeside(tree: Root): GithubSlugger {
  const slugger = new GithubSlugger();
  for (const id of pageIds) slugger.slug(id);
  walkHast(tree, (node) => {
    const id = isElement(node) ? node.properties['id'] : undefined;
    if (typeof id === 'string') slugger.slug(id);
  });
  return slugger;
}

/** A heading of signs alone still needs a name. */
function sluggable(words: string): string {
  return /[\p{L}\p{N}]/u.test(words) ? words.normalize('NFC') : 'section';
}

/** The words of a heading: the number of a note is none of them. */
function wordsOf(node: Nodes): string {
  if (isElement(node) && node.properties['role'] === 'doc-noteref') return '';
  if (isElement(node, 'img')) return String(node.properties['alt'] ?? '');
  return 'children' in node ? node.children.map((child) => wordsOf(child)).join('') : textOf(node);
}

/** The anchor follows the words, so that a screen reader hears the heading first. */
function addAnchors(tree: Root, label: string): void {
  mapElements(tree, (element) => {
    const { id } = element.properties;
    if (!headingTag.test(element.tagName) || typeof id !== 'string' || id === 'footnote-label') {
      return element;
    }
    const anchor = h(
      'a',
      { className: 'anchor', href: `#${id}`, ariaLabel: `${label}: ${wordsOf(element).trim()}` },
      [text('#')],
    );
    return { ...element, children: [...element.children, text(' '), anchor] };
  });
}
