import type { Embed } from '#src/collections/schemas/contentful.ts';
import { valueIn } from './locales.ts';
import { findLinkedArticle } from './linked-articles.ts';
import { isRichText, plainTextOf } from './plain-text.ts';
import type { ArticleReading } from './reading.ts';
import { isLink, typeIdOf, type ContentfulEntry } from './space.ts';
import type { EmbeddedEntry } from './rich-text/rich-text-context.ts';

/** What an entry becomes that stands in a text; null where site.yaml does not say, or it is not to be seen. */
export function readEmbedded(
  entry: ContentfulEntry,
  reading: ArticleReading,
): EmbeddedEntry | null {
  if (reading.articleTypes.has(typeIdOf(entry))) {
    const article = findLinkedArticle(entry, reading.locale, reading);
    return article && { kind: 'article', ...article };
  }
  const { embeds } = reading.mapping;
  const type = typeIdOf(entry);
  const embed = Object.hasOwn(embeds, type) ? embeds[type] : undefined;
  return embed ? readAs(embed, entry, reading) : null;
}

function readAs(
  embed: Embed,
  entry: ContentfulEntry,
  reading: ArticleReading,
): EmbeddedEntry | null {
  const text = (field: string | undefined): string | null => {
    const value = field === undefined ? null : valueIn(entry, field, reading.locale);
    if (typeof value === 'string') return value;
    return isRichText(value) ? plainTextOf(value) : null;
  };
  switch (embed.as) {
    case 'code':
      return {
        kind: 'code',
        code: text(embed.code) ?? '',
        language: text(embed.language),
        title: text(embed.title),
      };
    case 'snippets':
      return { kind: 'text', markdown: fencedSnippets(embed.fields, text) };
    case 'callout':
      return {
        kind: 'callout',
        tone: text(embed.kind) ?? 'note',
        title: text(embed.title),
        text: text(embed.text) ?? '',
      };
    case 'picture':
      return readPicture(embed, entry, { reading, text });
    case 'link':
      return { kind: 'link', url: text(embed.url) ?? '', title: text(embed.title) ?? '' };
    case 'text':
      return { kind: 'text', markdown: text(embed.text) ?? '' };
  }
}

function readPicture(
  embed: Extract<Embed, { as: 'picture' }>,
  entry: ContentfulEntry,
  { reading, text }: { reading: ArticleReading; text: (field: string) => string | null },
): EmbeddedEntry | null {
  const image = valueIn(entry, embed.image, reading.locale);
  const asset = isLink(image, 'Asset') ? reading.asset(image.sys.id) : null;
  if (asset?.kind !== 'picture') return null;
  return {
    kind: 'picture',
    src: asset.picture.base,
    alt: text(embed.alt) ?? asset.alt,
    caption: text(embed.caption),
    credit: text(embed.credit),
    isWide: valueIn(entry, embed.wide, reading.locale) === true,
  };
}

/** Blocks of code below each other, fenced by more marks than any of them has. */
function fencedSnippets(
  fields: Readonly<Record<string, string>>,
  text: (field: string) => string | null,
): string {
  const blocks = Object.entries(fields).flatMap(([field, language]) => {
    const code = text(field);
    if (!code?.trim()) return [];
    const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([marks]) => marks.length));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}${language.replaceAll(/[\s`]/g, '')}\n${code.trimEnd()}\n${fence}`];
  });
  return blocks.join('\n\n');
}
