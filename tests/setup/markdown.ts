import { htmlToHast } from 'satteri';
import type { Element, Root } from 'hast';
import { walkHast } from '#src/collections/markdown/hast.ts';
import {
  renderMarkdown,
  type RenderedMarkdown,
} from '#src/collections/markdown/render-markdown.ts';
import type { RenderContext } from '#src/collections/markdown/render-context.ts';
import type { Picture } from '#src/collections/schemas/articles.ts';
import { createWords, type StringOverrides } from '#src/shared/strings/translate.ts';

/** Rendering texts in tests without a content folder. */

export const photograph: Picture = {
  source: 'articles/en/a/photo.jpg',
  base: '/_astro/photo.0123456789abp1',
  kind: 'raster',
  width: 1600,
  height: 1000,
  widths: [480, 800, 1200, 1600],
  placeholder: 'data:image/webp;base64,AAAA',
};

export const drawing: Picture = {
  ...photograph,
  source: 'articles/en/a/map.svg',
  base: '/_astro/map.0123456789abp1',
  kind: 'verbatim',
  widths: [],
  placeholder: null,
};

const pictures: Readonly<Record<string, Picture>> = {
  './photo.jpg': photograph,
  './photo.jpg#wide': photograph,
  './map.svg': drawing,
  './map.svg#wide': drawing,
};

/** A context in which links lead where they say and a few pictures exist. */
export function contextFor(locale = 'en', strings: StringOverrides = {}): RenderContext {
  return {
    words: createWords(locale, strings),
    resolveLink: (url) => url,
    findPicture: (url) => pictures[url] ?? null,
  };
}

export function render(
  body: string,
  context: RenderContext = contextFor(),
): Promise<RenderedMarkdown> {
  return renderMarkdown(body, context);
}

export async function renderHtml(body: string, context?: RenderContext): Promise<string> {
  return (await render(body, context)).html;
}

/** Every element of some HTML, in order, as an HTML5 parser sees it. */
export function elementsOf(html: string): Element[] {
  const elements: Element[] = [];
  walkHast(htmlToHast(html, { fragment: true }) as Root, (node) => {
    if (node.type === 'element') elements.push(node);
  });
  return elements;
}
