import type { Definition } from 'mdast';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';

/** What a look at a text's source brings together. */

/** A mistake in the text of an article, on a line of its body (from 1). */
export interface SourceMistake {
  readonly line: number;
  readonly field: string;
  readonly found: string;
  readonly wanted: string;
}

/** A link or picture in the text, for checks that need to know the other articles. */
export interface SourceReference {
  readonly kind: 'link' | 'picture';
  readonly url: string;
  readonly line: number;
}

/** What a look at the Markdown source tells before it is rendered. */
export interface SourceCheck {
  readonly mistakes: SourceMistake[];
  readonly references: SourceReference[];
}

/** What is known half-way through a text. */
export interface SourceNotes extends SourceCheck {
  /** Every `id` in raw HTML, with its line. */
  readonly ids: Map<string, number>;
  /** Whether the text has notes, which have ids of their own. */
  hasNotes: boolean;
  /** Raw tags that are open. */
  openTags: number;
  /** Names of definitions that links and pictures use. */
  readonly linkNames: Set<string>;
  readonly pictureNames: Set<string>;
  readonly definitions: Definition[];
}

/** Deeper than anything a reader could follow. Much deeper, and the processor runs out of time or stack. */
export const deepest = 100;

export function refuseDepth(line: number, { mistakes }: SourceCheck): void {
  if (mistakes.some(({ field }) => field === 'nesting')) return;
  const found = `marks more than ${deepest} deep inside each other`;
  mistakes.push({
    line,
    field: 'nesting',
    found,
    wanted: 'a flatter text, or the tags that close what was opened',
  });
}

/** Notes where a link or picture leads, or that its address is code. */
export function checkUrl(reference: SourceReference, notes: SourceCheck): void {
  const { kind, url, line } = reference;
  if (isSafeUrl(url)) notes.references.push(reference);
  else {
    notes.mistakes.push({
      line,
      field: kind,
      found: `the address ${JSON.stringify(url.slice(0, 60))}`,
      wanted: 'a path, or an address that begins with https://, mailto: or tel:',
    });
  }
}

export function checkAlt(
  alt: string | null | undefined,
  line: number,
  { mistakes }: SourceCheck,
): void {
  if (alt?.trim()) return;
  mistakes.push({
    line,
    field: 'picture',
    found: 'a picture without a description',
    wanted: '![what the picture shows](…), for readers who cannot see it',
  });
}
