import GithubSlugger from 'github-slugger';
import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { markdownToHast } from 'satteri';
import { sourceFeatures } from '#src/collections/markdown/features.ts';
import { isElement, mapElements, textOf } from '#src/collections/markdown/hast.ts';

/** Of a post what the search sees of it. */
export interface RenderedPost {
  readonly html: string;
  readonly description: string;
}

const longestDescription = 200;

/** Renders Markdown plainly: raw HTML is left out, headings begin at <h2> and have ids. */
export function renderPost(markdown: string): RenderedPost {
  // Satteri materialises a hast root under its own type names.
  const tree = markdownToHast(markdown, { features: sourceFeatures, position: false }) as Root;
  const slugger = new GithubSlugger();
  mapElements(tree, (element) => formatHeading(element, slugger));
  tree.children = tree.children.filter(({ type }) => type === 'element');
  return { html: toHtml(dropRaw(tree)), description: describe(tree) };
}

function formatHeading(element: Element, slugger: GithubSlugger): Element {
  const level = Number(/^h([1-6])$/.exec(element.tagName)?.[1] ?? 0);
  if (level === 0) return element;
  const id = slugger.slug(textOf(element));
  return { ...element, tagName: `h${Math.max(level, 2)}`, properties: { id } };
}

function dropRaw<Parent extends Root | Element>(parent: Parent): Parent {
  parent.children = parent.children.filter(
    (child) => child.type === 'text' || child.type === 'element',
  );
  for (const child of parent.children) if (isElement(child)) dropRaw(child);
  return parent;
}

/** The first paragraph that says something, cut between words. */
function describe(tree: Root): string {
  const paragraphs = tree.children
    .filter((node) => isElement(node, 'p'))
    .map((node) => textOf(node).replaceAll(/\s+/g, ' ').trim());
  const first = paragraphs.find((text) => isProse(text)) ?? paragraphs.find(Boolean) ?? '';
  return cutAtWord(first, longestDescription);
}

/** Says something to a reader: some words, and no list of addresses. */
export function isProse(text: string): boolean {
  return text.split(' ').filter((word) => /^\p{L}{2,}[,.:;]?$/u.test(word)).length >= 4;
}

export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = text.lastIndexOf(' ', longest);
  return text.slice(0, end > 0 ? end : longest);
}
