import GithubSlugger from 'github-slugger';
import type { Root } from 'hast';
import { h, mapElements, text, textOf, walkHast, isElement } from './hast.ts';
import type { Heading, RenderContext } from './render-context.ts';

const headingTag = /^h([1-6])$/;

/**
 * Gives headings anchors, and levels without gaps: the page's title is the only `<h1>`, so a text
 * begins at `<h2>` whatever its author began with, and goes down one level at a time.
 */
export function formatHeadings(tree: Root, { words }: RenderContext): Heading[] {
  const headings: Heading[] = [];
  const slugger = new GithubSlugger();
  const levels: number[] = [];
  walkHast(tree, (node) => {
    if (!isElement(node) || node.properties['id'] === 'footnote-label') return;
    const written = Number(headingTag.exec(node.tagName)?.[1] ?? 0);
    if (written === 0) return;
    while (levels.length > 0 && (levels.at(-1) ?? 0) >= written) levels.pop();
    levels.push(written);
    const depth = Math.min(levels.length + 1, 6);
    const given = node.properties['id'];
    const slug = typeof given === 'string' ? given : slugger.slug(textOf(node)) || slugger.slug('section');
    node.tagName = `h${depth}`;
    node.properties = { ...node.properties, id: slug };
    headings.push({ depth, slug, text: textOf(node).trim() });
  });
  addAnchors(tree, words.t('article.anchor'));
  return headings;
}

/** The anchor follows the words, so that a screen reader hears the heading first. */
function addAnchors(tree: Root, label: string): void {
  mapElements(tree, (element) => {
    const { id } = element.properties;
    if (!headingTag.test(element.tagName) || typeof id !== 'string' || id === 'footnote-label') return element;
    const anchor = h('a', { className: 'anchor', href: `#${id}`, ariaLabel: `${label}: ${textOf(element).trim()}` }, [text('#')]);
    return { ...element, children: [...element.children, text(' '), anchor] };
  });
}
