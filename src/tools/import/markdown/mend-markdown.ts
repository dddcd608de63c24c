import type { Blockquote, Code, Heading } from 'mdast';
import { isCalloutKind } from '#src/collections/markdown/callouts.ts';
import { calloutKind } from './callouts.ts';
import { endOf, parseMarkdown, startOf, walk } from './markdown-tree.ts';
import type { FileNotes } from './report.ts';
import type { Edit, SourceText } from './source-text.ts';

/** Mends marks of Markdown that other generators let pass and the build does not. */
export function mendMarkdown(text: SourceText, notes: FileNotes): SourceText {
  const edits: Edit[] = [];
  const take = (edit: Edit | null, verdict: 'mapped' | 'left out', reason: string): void => {
    if (!edit) return;
    edits.push(edit);
    const detail = text.value.slice(edit.start, edit.end);
    notes.note(verdict, reason, text.lineAt(edit.start), detail);
  };
  walk(parseMarkdown(text.value), (node) => {
    if (node.type === 'heading') take(emptyHeading(node), 'left out', 'headings without words');
    if (node.type === 'code') {
      take(languageEdit(text.value, node), 'mapped', 'names of code languages mended');
    }
    if (node.type === 'blockquote') {
      take(calloutEdit(text.value, node), 'mapped', 'callouts of kinds that are not known');
    }
  });
  return text.edited(edits);
}

function emptyHeading(heading: Heading): Edit | null {
  return heading.children.length > 0
    ? null
    : { start: startOf(heading), end: endOf(heading), text: '' };
}

/** The language becomes part of a class name. */
function languageEdit(source: string, { lang, position }: Code): Edit | null {
  if (!lang || !/["'<>]/.test(lang)) return null;
  const start = source.indexOf(lang, position?.start.offset ?? 0);
  return start < 0
    ? null
    : { start, end: start + lang.length, text: lang.replaceAll(/["'<>]/g, '') };
}

/** Obsidian's `> [!info]- Title` and GitHub's `> [!NOTE]`. */
function calloutEdit(source: string, { children: [first] }: Blockquote): Edit | null {
  const words = first?.type === 'paragraph' ? first.children[0] : undefined;
  if (words?.type !== 'text') return null;
  const start = startOf(words);
  const mark = /^\[!([\w-]+)\][+-]?/.exec(source.slice(start, start + 60));
  if (!mark?.[1] || (isCalloutKind(mark[1]) && mark[0].endsWith(']'))) return null;
  return { start, end: start + mark[0].length, text: `[!${calloutKind(mark[1])}]` };
}
