import type { Root } from 'hast';
import { markdownToHast } from 'satteri';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { markdownFeatures } from '#src/collections/markdown/features.ts';
import { guardTree, UnsafeTreeError } from '#src/collections/markdown/guard-tree.ts';
import { htmlTokens } from './html-tokens.ts';
import type { FileNotes } from './report.ts';
import type { SourceText } from './source-text.ts';

/** Answers the first thing in a finished text that the build would refuse, or null. */
export function findRefusal(body: string): string | null {
  const mistake = checkSource(body).mistakes[0];
  if (mistake) return `line ${mistake.line}: ${mistake.found}`;
  try {
    guardTree(markdownToHast(body, { features: { ...markdownFeatures, rawHtml: true }, position: false }) as Root);
    return null;
  } catch (error) {
    if (error instanceof UnsafeTreeError) return error.message;
    throw error;
  }
}

/**
 * The last resort: a text whose HTML cannot be brought into the vocabulary shows its tags as text.
 * Nothing that the build would refuse leaves the import.
 */
export function disarmHtml(text: SourceText, notes: FileNotes): SourceText {
  const refusal = findRefusal(text.value);
  if (refusal === null) return text;
  const tokens = htmlTokens(text.value);
  notes.note('guessed', 'HTML that could not be cleaned, shown as text', text.lineAt(tokens[0]?.start ?? 0), refusal);
  return text.edited(tokens.map(({ start }) => ({ start, end: start + 1, text: '&lt;' })));
}
