import type { ComponentChild } from 'preact';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';

/** How the search speaks. */
export type Language = Pick<SearchSettings, 'words' | 'formats' | 'locale'>;

/** Fills the `{placeholders}` of a text with elements. */
export function fillWithNodes(
  text: string,
  nodes: Readonly<Record<string, ComponentChild>>,
): ComponentChild[] {
  return text.split(/(\{\w+\})/).map((part) => {
    const name = part.slice(1, -1);
    return part.startsWith('{') && Object.hasOwn(nodes, name) ? nodes[name] : part;
  });
}
