import { findLinkedArticle } from './linked-articles.ts';
import { readEmbedded } from './embedded-entry.ts';
import { isRichText } from './plain-text.ts';
import { linkAssets } from './markdown-assets.ts';
import { isLink } from './space.ts';
import type { ArticleReading } from './reading.ts';
import type { RichTextContext } from './rich-text/rich-text-context.ts';
import { richTextToMarkdown } from './rich-text/rich-text-to-markdown.ts';

/** Changes whenever the same entry would become other Markdown. */
export const bodyVersion = 'c1';

/** The text of an article in Markdown, whatever it is written in. */
export function readBodyMarkdown(body: unknown, reading: ArticleReading): string {
  if (typeof body === 'string') return linkAssets(body, reading);
  if (isRichText(body)) return richTextToMarkdown(body, contextOf(reading));
  if (Array.isArray(body)) return richTextToMarkdown(blocksOf(body), contextOf(reading));
  const found = body === null ? 'no text' : 'a text of no kind that is known';
  reading.refuse({ field: 'body', found, wanted: 'rich text, Markdown or a list of entries' });
  return '';
}

/** Entries one below the other are a text in which nothing else stands. */
function blocksOf(entries: readonly unknown[]): object {
  const content = entries
    .filter((one) => isLink(one, 'Entry'))
    .map((target) => ({ nodeType: 'embedded-entry-block', data: { target }, content: [] }));
  return { nodeType: 'document', data: {}, content };
}

function contextOf(reading: ArticleReading): RichTextContext {
  const { space } = reading;
  return {
    linkToEntry: (id) => {
      const entry = space.entries.get(id);
      return entry ? findLinkedArticle(entry, reading.locale, reading) : null;
    },
    embeddedEntry: (id) => {
      const entry = space.entries.get(id);
      const embedded = entry ? readEmbedded(entry, reading) : null;
      if (embedded?.kind === 'text') {
        return { ...embedded, markdown: linkAssets(embedded.markdown, reading) };
      }
      if (embedded?.kind === 'callout')
        return { ...embedded, text: linkAssets(embedded.text, reading) };
      return embedded;
    },
    asset: (id) => {
      const asset = reading.asset(id);
      if (asset?.kind !== 'picture') return asset;
      const { picture, url, alt } = asset;
      return { kind: 'picture', src: picture.base, url, alt, caption: null };
    },
    report: ({ kind, found, wanted }) => {
      const tell = kind === 'missing' ? reading.miss : reading.refuse;
      tell({ field: 'body', found, wanted });
    },
  };
}
