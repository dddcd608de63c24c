import GithubSlugger from 'github-slugger';
import type { Heading, Nodes } from 'mdast';
import { markdownToMdast } from 'satteri';
import { markdownFeatures } from '#src/collections/markdown/features.ts';
import {
  codeIn,
  contentEndOf,
  endOf,
  parseMarkdown,
  readableText,
  startOf,
  walk,
} from './markdown-tree.ts';
import type { FileNotes } from './report.ts';
import type { Edit, SourceText } from './source-text.ts';

/** The first heading of the first level, which is the title where the front matter has none. */
export function firstTitle(source: string): string | null {
  const tree = parseMarkdown(source);
  const heading =
    'children' in tree
      ? tree.children.find((node) => node.type === 'heading' && node.depth === 1)
      : undefined;
  return heading ? readableText(heading) || null : null;
}

/** A body whose sections begin at `##`, and the ids that its headings were given by hand. */
export interface HeadedBody {
  readonly text: SourceText;
  /** Id given by hand → number of the heading, from 0. */
  readonly givenIds: ReadonlyMap<string, number>;
}

const givenId = /[ \t]*\{:?\s*#([\w:.-]+)[^}]*\}[ \t]*(?=#*[ \t]*$)/;
const attributeLine = /^[ \t]*\{:[^}\n]*\}[ \t]*$/gm;

/** Drops the heading that repeats the title and shifts the others so that they begin at level 2. */
export function shiftHeadings(text: SourceText, title: string, notes: FileNotes): HeadedBody {
  const headings = headingsIn(parseMarkdown(text.value));
  const [first] = headings;
  const edits: Edit[] = [];
  const repeatsTitle =
    first !== undefined &&
    first.depth <= 2 &&
    isFirst(text.value, first) &&
    isSame(readableText(first), title);
  if (repeatsTitle) {
    edits.push({ start: startOf(first), end: endOf(first), text: '' });
    notes.count('mapped', 'heading that repeats the title removed');
  }
  const kept = repeatsTitle ? headings.slice(1) : headings;
  const shift = 2 - Math.min(...kept.map((heading) => heading.depth));
  if (kept.length > 0 && shift !== 0) notes.count('mapped', 'headings shifted to begin at ##');
  const givenIds = new Map<string, number>();
  for (const [at, heading] of kept.entries()) {
    const id = givenId.exec(firstLine(text.value, heading))?.[1];
    if (id !== undefined) givenIds.set(id, at);
    edits.push(...headingEdits(text.value, heading, Math.min(6, heading.depth + shift)));
  }
  const isCode = codeIn(text.value);
  for (const match of text.value.matchAll(attributeLine)) {
    if (!isCode(match.index + match[0].search(/\S/)))
      edits.push({ start: match.index, end: match.index + match[0].length, text: '' });
  }
  return { text: text.edited(edits), givenIds };
}

function headingsIn(tree: Nodes): Heading[] {
  const headings: Heading[] = [];
  walk(tree, (node) => {
    if (node.type === 'heading') headings.push(node);
  });
  return headings;
}

function isFirst(source: string, heading: Heading): boolean {
  return (
    source
      .slice(0, startOf(heading))
      .replaceAll(/<!--[\s\S]*?-->/g, '')
      .trim() === ''
  );
}

function isSame(a: string, b: string): boolean {
  return letters(a) === letters(b);
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function firstLine(source: string, heading: Heading): string {
  return source.slice(startOf(heading), endOf(heading)).split('\n')[0] ?? '';
}

function headingEdits(source: string, heading: Heading, depth: number): Edit[] {
  const start = startOf(heading);
  const line = firstLine(source, heading);
  const id = givenId.exec(line);
  const withoutId = id
    ? [{ start: start + id.index, end: start + id.index + id[0].length, text: '' }]
    : [];
  if (depth === heading.depth) return withoutId;
  const marks = /^#{1,6}(?=[ \t]|$)/.exec(line)?.[0];
  if (marks !== undefined)
    return [{ start, end: start + marks.length, text: '#'.repeat(depth) }, ...withoutId];
  return [...underlinedEdits(source, heading, depth), ...withoutId];
}

/** `Title` over `===` stays as it is written where it can. */
function underlinedEdits(source: string, heading: Heading, depth: number): Edit[] {
  const start = startOf(heading);
  const end = endOf(heading);
  const contentEnd = contentEndOf(heading);
  if (depth === 2) {
    return [{ start: contentEnd, end, text: source.slice(contentEnd, end).replaceAll('=', '-') }];
  }
  const content = source.slice(start, contentEnd).replaceAll(/\s*\n[>\s]*/g, ' ');
  return [{ start, end, text: `${'#'.repeat(depth)} ${content}` }];
}

/** The anchors that the build gives to the headings of a body, in order. */
export function headingSlugs(source: string): string[] {
  const slugger = new GithubSlugger();
  // With typographic punctuation, as the build does: `--` is part of an anchor and a dash is not.
  const tree = markdownToMdast(source, { features: markdownFeatures }) as Nodes;
  return headingsIn(tree).map(
    (heading) => slugger.slug(readableText(heading)) || slugger.slug('section'),
  );
}
