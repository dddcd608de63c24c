import type { Words } from '#src/shared/strings/translate.ts';
import type { Picture } from '#src/collections/schemas/articles.ts';

/** What a text is rendered with, beside itself. */
export interface RenderContext {
  readonly words: Words;
  /** Where a link written in this text leads: its public path, or the address itself. */
  readonly resolveLink: (url: string) => string;
  /** The picture that a path in this text names; null for one that is not ours to serve. */
  readonly findPicture: (url: string) => Picture | null;
}

/** A section heading: `depth` 2 to 6, `slug` its anchor. */
export interface Heading {
  readonly depth: number;
  readonly slug: string;
  readonly text: string;
}
