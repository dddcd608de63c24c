import type { Element, Root as HastRoot } from 'hast';
import { toMdast, type Handle } from 'hast-util-to-mdast';
import type { Nodes, RootContent } from 'mdast';
import { htmlToHast } from 'satteri';
import { cleanDocument } from './clean-document.ts';
import { documentToHtml, type Place } from './document-to-html.ts';
import type { RichTextContext } from './rich-text-context.ts';
import { shapeDocument } from './shape-document.ts';
import { writeMarkdown } from './write-markdown.ts';

/**
 * Converts a rich text of Contentful into Markdown, which from there on is rendered like any other:
 * document, HTML (by Contentful's renderer), tree of HTML, tree of Markdown, Markdown. What a document
 * cannot have in it is reported, and the text around it stays.
 *
 * @param document Anything: it comes over the network.
 */
export function richTextToMarkdown(document: unknown, context: RichTextContext): string {
  const clean = cleanDocument(document, context);
  if (!clean) return '';
  const { html, places } = documentToHtml(shapeDocument(clean), context);
  // Satteri materialises a hast root under its own type names.
  const tree = htmlToHast(html, { fragment: true }) as HastRoot;
  return writeMarkdown(toMdast(tree, { handlers: handlersFor(places), newlines: true }) as Nodes);
}

function handlersFor(places: readonly Place[]): Record<string, Handle> {
  return {
    'x-block': (_state, element) => placeOf(element, places),
    'x-inline': (_state, element) => placeOf(element, places),
    'x-note': (state, element: Element) => {
      const label = String(element.properties['label'] ?? '');
      const children = state.toFlow(state.all(element)) as RootContent[];
      return {
        type: 'footnoteDefinition',
        identifier: label.toLowerCase(),
        label,
        children,
      } as RootContent as ReturnType<Handle>;
    },
    u: marked('u'),
    sub: marked('sub'),
    sup: marked('sup'),
  };
}

function placeOf(element: Element, places: readonly Place[]): RootContent[] {
  const place = places[Number(element.properties['n'])];
  return place ? [place] : [];
}

/** Marks that Markdown has only as HTML. */
function marked(name: string): Handle {
  return (state, element: Element) => [
    tag(`<${name}>`, name),
    ...(state.all(element) as RootContent[]),
    tag(`</${name}>`, name),
  ];
}

/** HTML may be a block or a word: this says which. */
function tag(value: string, hName: string): RootContent {
  return { type: 'html', value, data: { hName } } as RootContent;
}
