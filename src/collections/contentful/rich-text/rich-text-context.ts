/** What a rich text is converted with, beside itself. */
export interface RichTextContext {
  /** Where a link to an entry leads; null where nothing is published. */
  readonly linkToEntry: (id: string) => { readonly href: string; readonly title: string } | null;
  readonly embeddedEntry: (id: string) => EmbeddedEntry | null;
  readonly asset: (id: string) => EmbeddedAsset | null;
  readonly report: (mistake: RichTextMistake) => void;
}

export interface RichTextMistake {
  /** What is missing is not published; what is wrong must be mended. */
  readonly kind: 'missing' | 'wrong';
  readonly found: string;
  readonly wanted: string;
}

/** What an entry is that stands in a text. */
export type EmbeddedEntry =
  | {
      readonly kind: 'article';
      readonly title: string;
      readonly description: string;
      readonly href: string;
    }
  | {
      readonly kind: 'code';
      readonly code: string;
      readonly language: string | null;
      readonly title: string | null;
    }
  | {
      readonly kind: 'callout';
      /** One of the kinds of callouts that Markdown has. */
      readonly tone: string;
      readonly title: string | null;
      /** Markdown. */
      readonly text: string;
    }
  | {
      readonly kind: 'picture';
      readonly src: string;
      readonly alt: string;
      readonly caption: string | null;
      readonly credit: string | null;
      readonly isWide: boolean;
    }
  /** A video, a post elsewhere: a link, since pages run nobody else's script. */
  | { readonly kind: 'link'; readonly url: string; readonly title: string }
  /** Markdown of the author's own. */
  | { readonly kind: 'text'; readonly markdown: string };

export type EmbeddedAsset =
  | {
      readonly kind: 'picture';
      readonly src: string;
      /** Where it is at Contentful. */
      readonly url: string;
      readonly alt: string;
      readonly caption: string | null;
    }
  | {
      readonly kind: 'file';
      readonly url: string;
      readonly title: string;
      readonly contentType: string;
      readonly sizeInBytes: number;
    };
