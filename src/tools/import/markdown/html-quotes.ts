import { isHtmlName } from './html-policy.ts';
import { openTag, readAttributes } from './html-tags.ts';
import { codeIn, endOf, parseMarkdown, startOf, walk } from './markdown-tree.ts';
import type { Edit, SourceText } from './source-text.ts';

const tagWithBareAddress = /(?<!\\)<([a-z][a-z\d]*)(?=\s)[^<>]*=[^\s"'=<>`]*\/[^<>]*>/gi;

/**
 * Puts `<a href=https://x.example/>` in quotes. HTML and CommonMark allow an address without them,
 * but the Markdown processor takes such a tag for text.
 */
export function quoteAddresses(text: SourceText): SourceText {
  const matches = [...text.value.matchAll(tagWithBareAddress)];
  if (matches.length === 0) return text;
  const isCode = codeIn(text.value);
  const html: (readonly [number, number])[] = [];
  walk(parseMarkdown(text.value), (node) => {
    if (node.type === 'html') html.push([startOf(node), endOf(node)]);
  });
  const isHtml = (offset: number): boolean =>
    html.some(([start, end]) => offset >= start && offset < end);
  const edits = matches.flatMap((match): Edit[] => {
    const [tag, name = ''] = match;
    if (!isHtmlName(name) || isCode(match.index) || isHtml(match.index)) return [];
    const attributes = readAttributes(tag);
    return attributes
      ? [{ start: match.index, end: match.index + tag.length, text: openTag(name, attributes) }]
      : [];
  });
  return text.edited(edits);
}
