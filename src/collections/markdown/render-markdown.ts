import type { Nodes, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { markdownToHast } from 'satteri';
import { expandAbbreviations } from './abbreviations.ts';
import { formatCallouts } from './callouts.ts';
import { formatCards } from './cards.ts';
import { formatCodeBlocks } from './code-blocks.ts';
import { featuresFor } from './features.ts';
import { formatFigures } from './figures.ts';
import { formatFootnotes } from './footnotes.ts';
import { guardTree } from './guard-tree.ts';
import { isElement, mapElements, textOf, walkHast } from './hast.ts';
import { formatHeadings } from './headings.ts';
import type { Heading, RenderContext } from './render-context.ts';
import { formatTables } from './tables.ts';

/** A text as pages show it. */
export interface RenderedMarkdown {
  /** Safe HTML: made of `html-vocabulary.ts` and Broadsheet's own marks, nothing else. */
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Every `id` in it that a link may point to. */
  readonly anchors: readonly string[];
  readonly wordCount: number;
}

/**
 * Renders authors' Markdown with Astro's processor (Sätteri) and sets it as Broadsheet does. Nothing
 * of the author's reaches the HTML that `guardTree` has not let through.
 */
export async function renderMarkdown(
  body: string,
  context: RenderContext,
): Promise<RenderedMarkdown> {
  const features = { ...featuresFor(context.words.locale), rawHtml: true };
  // Satteri materialises a hast root under its own type names.
  const tree = markdownToHast(body, { features, position: false }) as Root;
  guardTree(tree);
  formatFootnotes(tree, context);
  expandAbbreviations(tree);
  const wordCount = countWords(proseOf(tree), context.words.locale);
  const headings = formatHeadings(tree, context);
  resolveLinks(tree, context);
  formatCallouts(tree, context);
  formatCards(tree);
  formatTables(tree, context);
  formatFigures(tree, context);
  nameTasks(tree, context);
  await formatCodeBlocks(tree, body, context);
  const anchors: string[] = [];
  walkHast(tree, (node) => {
    if (isElement(node) && typeof node.properties['id'] === 'string')
      anchors.push(node.properties['id']);
  });
  return { html: toHtml(tree), headings, anchors, wordCount };
}

function resolveLinks(tree: Root, { resolveLink }: RenderContext): void {
  mapElements(tree, (element) => {
    const { href } = element.properties;
    if (element.tagName === 'a' && typeof href === 'string')
      element.properties['href'] = resolveLink(href);
    return element;
  });
}

/** A box of a task list says by itself whether the task is done. */
function nameTasks(tree: Root, { words }: RenderContext): void {
  mapElements(tree, (element) => {
    const isTask = element.tagName === 'input' && element.properties['disabled'] === true;
    if (isTask)
      element.properties['ariaLabel'] = words.t(
        element.properties['checked'] ? 'task.done' : 'task.open',
      );
    return element;
  });
}

const noteMarks: ReadonlySet<unknown> = new Set(['doc-noteref', 'doc-backlink']);

/** The author's words: numbers of notes and the heading above these are Broadsheet's. */
function proseOf(node: Nodes): string {
  if (isElement(node)) {
    const { id, role } = node.properties;
    if (id === 'footnote-label' || noteMarks.has(role)) return '';
  }
  return 'children' in node ? node.children.map((child) => proseOf(child)).join('') : textOf(node);
}

/** Counts words as the language does: Chinese and Japanese have no spaces between theirs. */
function countWords(text: string, locale: string): number {
  if (!/[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF]/.test(text)) {
    return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  }
  let words = 0;
  for (const segment of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) {
    if (segment.isWordLike) words += 1;
  }
  return words;
}
