import type { Element, ElementContent, Root } from 'hast';
import type { StringKey } from '#src/shared/strings/en.ts';
import { h, isBlank, isElement, mapElements, text, textOf } from './hast.ts';
import type { RenderContext } from './render-context.ts';

/** The kinds of callouts, which are keys of the interface's words. */
export const calloutKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;

export function isCalloutKind(kind: string): boolean {
  return calloutKinds.some((one) => one === kind.toLowerCase());
}

const marker = /^\s*\[!(note|tip|important|warning|caution)\][ \t]*/i;

/** Turns block quotes that begin with `[!NOTE]` and its kin into callouts, with their title if given. */
export function formatCallouts(tree: Root, { words }: RenderContext): void {
  mapElements(tree, (element) => {
    const match = element.tagName === 'blockquote' ? readMarker(element) : null;
    if (!match) return element;
    const { kind, title, paragraph } = match;
    // The marker's five kinds are keys of the interface's words.
    const label = words.t(`callout.${kind}` as StringKey);
    const heading = title.length > 0 ? [text(`${label}: `), ...title] : [text(label)];
    return h(
      'aside',
      { className: `callout ${kind}`, ariaLabel: heading.map((node) => textOf(node)).join('') },
      [
        h('p', { className: 'callout-title' }, heading),
        ...element.children.filter((child) => child !== paragraph || !isEmpty(paragraph)),
      ],
    );
  });
}

interface Marker {
  readonly kind: string;
  /** What stands on the marker's line after it. */
  readonly title: ElementContent[];
  /** The first paragraph, from its second line. */
  readonly paragraph: Element;
}

function readMarker(quote: Element): Marker | null {
  const paragraph = quote.children.find((child): child is Element => isElement(child, 'p'));
  const first = paragraph?.children[0];
  if (!paragraph || first?.type !== 'text') return null;
  const match = marker.exec(first.value);
  if (!match?.[1]) return null;
  first.value = first.value.slice(match[0].length);
  const title = takeFirstLine(paragraph);
  return {
    kind: match[1].toLowerCase(),
    title: title.filter((node) => textOf(node) !== ''),
    paragraph,
  };
}

/** Cuts a paragraph after its first line, and answers what was cut. */
function takeFirstLine(paragraph: Element): ElementContent[] {
  const at = paragraph.children.findIndex(
    (child) => child.type === 'text' && child.value.includes('\n'),
  );
  const end = at < 0 ? paragraph.children.length : at;
  const line = paragraph.children.splice(0, end);
  const [rest] = paragraph.children;
  if (rest?.type !== 'text') return line;
  const lineEnd = rest.value.indexOf('\n');
  const tail = text(rest.value.slice(0, lineEnd));
  rest.value = rest.value.slice(lineEnd + 1);
  return [...line, tail];
}

function isEmpty(element: Element): boolean {
  return element.children.every((child: ElementContent) => isBlank(child));
}
