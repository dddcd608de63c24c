import type { Root } from 'hast';
import { markdownToHast } from 'satteri';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { markdownFeatures } from '#src/collections/markdown/features.ts';
import { guardTree, UnsafeTreeError } from '#src/collections/markdown/guard-tree.ts';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { cleanHtml } from './clean-html.ts';
import { htmlTokens } from './html-tokens.ts';
import type { Resolution } from './link-targets.ts';
import { rewriteLinks } from './links.ts';
import { mendMarkdown } from './mend-markdown.ts';
import type { FoundPictures } from './pictures.ts';
import type { FileNotes } from './report.ts';
import type { SourceText } from './source-text.ts';

/** Whether an address in a finished text leads somewhere. */
export type IsFinal = (url: string) => boolean;

/** Answers the first thing in a text that the build would refuse, or null. */
export function findRefusal(body: string, isFinal: IsFinal = () => true): string | null {
  const { mistakes, references } = checkSource(body);
  const [mistake] = mistakes;
  if (mistake) return `line ${mistake.line}: ${mistake.found}`;
  const open = references.find(({ url }) => !isFinal(url));
  if (open) return `line ${open.line}: the address ${open.url}`;
  try {
    const features = { ...markdownFeatures, rawHtml: true };
    // Satteri materialises a hast root under its own type names.
    guardTree(markdownToHast(body, { features, position: false }) as Root);
    return null;
  } catch (error) {
    if (error instanceof UnsafeTreeError) return error.message;
    throw error;
  }
}

/** A finished text, and what the build would still refuse in it. */
export interface SettledText {
  readonly text: string;
  readonly refusal: string | null;
}

interface SettleContext {
  readonly isFinal: IsFinal;
  /** Pictures by their new addresses. */
  readonly pictures: FoundPictures;
  readonly notes: FileNotes;
}

const silent: FileNotes = { count: () => undefined, note: () => undefined };

/**
 * The last resort, for texts so broken that mending one mark makes another: what only became HTML
 * or a link by mending is cleaned as well, then all HTML is shown as text.
 */
export function settle(text: SourceText, { isFinal, pictures, notes }: SettleContext): SettledText {
  const refusal = findRefusal(text.value, isFinal);
  if (refusal === null) return { text: text.value, refusal };
  notes.note('guessed', 'marks so broken that some are shown as text', text.lineAt(0), refusal);
  const resolve = (url: string): Resolution =>
    isFinal(url) && isSafeUrl(url) ? { kind: 'keep' } : { kind: 'unlink', reason: '' };
  const relink = (one: SourceText): SourceText =>
    mendMarkdown(rewriteLinks(one, { pictures, notes: silent, resolve }), silent);
  const again = relink(cleanHtml(text, silent));
  if (findRefusal(again.value, isFinal) === null) return { text: again.value, refusal: null };
  const shown = htmlTokens(again.value).map(({ start }) => ({
    start,
    end: start + 1,
    text: '&lt;',
  }));
  const disarmed = relink(relink(again.edited(shown)));
  return { text: disarmed.value, refusal: findRefusal(disarmed.value, isFinal) };
}
