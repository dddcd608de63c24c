import { codeIn } from './markdown-tree.ts';
import type { FileNotes } from './report.ts';
import type { SourceText } from './source-text.ts';

const moduleLines =
  /^(?:import\s+(?:["'{*]|[\w$]+\s*(?:,|from\b))|export\s+(?:default|const|let|var|function|async|class|\{|\*))[\s\S]*?(?=\n[ \t]*\n|\n?$(?![\s\S]))/gm;
const comment = /\{\s*\/\*[\s\S]*?\*\/\s*\}/g;
const expression = /\{[^{}\n]+\}/g;

/** Takes what only a program understands out of MDX. Components are left to the cleaning of HTML. */
export function removeMdx(text: SourceText, notes: FileNotes): SourceText {
  const isCode = codeIn(text.value);
  const found = (pattern: RegExp): RegExpExecArray[] =>
    [...text.value.matchAll(pattern)].filter((match) => !isCode(match.index));
  for (const match of found(expression).filter(([whole]) => !whole.includes('/*'))) {
    notes.note('guessed', 'expression (MDX) left as text', text.lineAt(match.index), match[0]);
  }
  const removed = [
    ...found(moduleLines).filter((match) => /(?:^|\n\s*)$/.test(text.value.slice(0, match.index))),
    ...found(comment),
  ];
  for (const match of removed) {
    notes.note(
      'left out',
      'import, export and comments of MDX',
      text.lineAt(match.index),
      match[0],
    );
  }
  return text.edited(
    removed.map((match) => ({ start: match.index, end: match.index + match[0].length, text: '' })),
  );
}
