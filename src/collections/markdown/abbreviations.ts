import type { Element, ElementContent, Root } from 'hast';
import { h, mapElements, text, textOf } from './hast.ts';

const definition = /^\*\[([^\]]+)\]:[ \t]*(.+)$/;
/** Where letters are not prose. */
const untouched: ReadonlySet<string> = new Set([
  'abbr',
  'code',
  'pre',
  'kbd',
  'samp',
  'a',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/**
 * Takes paragraphs of definitions (`*[CSP]: Content Security Policy`, as in PHP Markdown Extra) out
 * of the text, and marks the first place where each abbreviation stands: once explained is enough.
 */
export function expandAbbreviations(tree: Root): void {
  const meanings = takeDefinitions(tree);
  if (meanings.size === 0) return;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[...meanings.keys()]
      .toSorted((a, b) => b.length - a.length)
      .map((key) => RegExp.escape(key))
      .join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  markIn(tree, pattern, meanings);
}

function takeDefinitions(tree: Root): Map<string, string> {
  const meanings = new Map<string, string>();
  mapElements(tree, (element) => {
    if (element.tagName !== 'p') return element;
    const lines = textOf(element)
      .split('\n')
      .map((line) => definition.exec(line.trim()));
    if (lines.length === 0 || lines.some((line) => line === null)) return element;
    for (const line of lines) if (line?.[1] && line[2]) meanings.set(line[1], line[2].trim());
    return [];
  });
  return meanings;
}

/** Marks and forgets: what is left in `meanings` has not been met yet. */
function markIn(parent: Root | Element, pattern: RegExp, meanings: Map<string, string>): void {
  parent.children = parent.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return markText(child.value, pattern, meanings);
    if (child.type !== 'element') return [];
    if (!untouched.has(child.tagName)) markIn(child, pattern, meanings);
    return [child];
  }) as typeof parent.children;
}

function markText(value: string, pattern: RegExp, meanings: Map<string, string>): ElementContent[] {
  const parts: ElementContent[] = [];
  let end = 0;
  for (const match of value.matchAll(pattern)) {
    const title = meanings.get(match[0]);
    if (title === undefined) continue;
    meanings.delete(match[0]);
    parts.push(text(value.slice(end, match.index)), h('abbr', { title }, [text(match[0])]));
    end = match.index + match[0].length;
  }
  return end === 0 ? [text(value)] : [...parts, text(value.slice(end))];
}
