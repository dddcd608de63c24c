import type { Element, Root } from 'hast';
import { h, isBlank, isElement, mapElements, text } from './hast.ts';

const cardMark = /^card:\s*/;

/**
 * Makes a card of a link that stands alone in its paragraph and whose title begins with `card:`:
 * `[Title](/articles/slug/ "card: What it is about")`.
 */
export function formatCards(tree: Root): void {
  mapElements(tree, (element) => {
    const link = element.tagName === 'p' ? onlyLink(element) : null;
    const title = String(link?.properties['title'] ?? '');
    if (!link || !cardMark.test(title)) return element;
    const { title: _said, ...properties } = link.properties;
    link.properties = properties;
    const description = title.replace(cardMark, '').trim();
    return h('aside', { className: 'card' }, [
      h('p', { className: 'card-title' }, [link]),
      ...(description ? [h('p', {}, [text(description)])] : []),
    ]);
  });
}

function onlyLink(paragraph: Element): Element | null {
  const [only, ...others] = paragraph.children.filter((child) => !isBlank(child));
  return others.length === 0 && only && isElement(only, 'a') ? only : null;
}
