import type { Article, ArticleFrontMatter } from '#src/collections/schemas/articles.ts';
import { findPicture, type PictureSource } from './find-picture.ts';
import type { WrittenEntry } from './read-entries.ts';
import type { RenderedEntry } from './render-entry.ts';

/** An article's picture, with its sizes. Reports one that cannot be used. */
export async function findCover(
  entry: WrittenEntry<ArticleFrontMatter>,
  source: PictureSource,
): Promise<Article['cover']> {
  const { cover } = entry.fields;
  if (!cover) return undefined;
  const { src, ...rest } = cover;
  const written = {
    url: src,
    file: entry.file,
    line: entry.lineOf(['cover', 'src']),
    field: 'cover.src',
  };
  const picture = await findPicture(written, source);
  return picture ? { ...rest, picture } : undefined;
}

/** A text and what is known of it, as everything past the collections sees it. */
export function toArticle(
  { locale, slug, fields, entry }: WrittenEntry<ArticleFrontMatter>,
  { digest, headings, wordCount }: RenderedEntry,
  { cover, now }: { cover: Article['cover']; now: Date },
): Article {
  const isPublic = fields.access === 'public';
  const { cover: _written, ...rest } = fields;
  return {
    ...rest,
    ...(cover ? { cover } : {}),
    locale,
    slug,
    isScheduled: fields.publishedAt > now,
    bodyDigest: isPublic ? digest : null,
    membersDigest: isPublic ? null : digest,
    headings: isPublic ? [...headings] : [],
    wordCount,
    entry: entry ?? null,
  };
}
