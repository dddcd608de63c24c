import type { ComponentChild } from 'preact';
import type { FacetName, FacetValue } from '#src/shared/search/search-answer.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';

/** How the search speaks. */
export interface Language {
  readonly words: SearchWords;
  /** Whose dates and numbers are used. */
  readonly formats: string;
  /** The language of the page, whose plural forms are used. */
  readonly locale: string;
}

/** `12 results for {text}`; the text is left to be filled in. Without one, `12 results`. */
export function countResults(
  { words, formats, locale }: Language,
  count: number,
  text: string,
): string {
  const forms = text.trim() === '' ? words.chosen : words.results;
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? '{count}';
  return fill(form, { count: new Intl.NumberFormat(formats).format(count) });
}

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

/** What a facet's value is called: the kinds of pages by the interface, others by the index. */
export function labelOf(
  words: SearchWords,
  facet: FacetName,
  { value, label }: Pick<FacetValue, 'value' | 'label'>,
): string {
  if (facet === 'kind' && value === 'article') return words['kind.article'];
  if (facet === 'kind' && value === 'page') return words['kind.page'];
  return label;
}
