import { absoluteUrl, articlePath } from '#src/shared/paths.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { ArticleSurroundings } from './article-page.ts';

/** What the Markdown twin of an article says before the text. */
export interface MarkdownTwinView {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly locale: string;
  readonly publishedAt: string;
  readonly updatedAt: string | null;
  readonly authors: readonly string[];
  readonly topics: readonly string[];
  readonly licence: string | null;
  /** What stands for the text of a members' article. */
  readonly membersText: string;
  readonly bodyDigest: string | null;
}

export function makeMarkdownTwinView(
  article: Article,
  { publication, edition, frame }: ArticleSurroundings,
): MarkdownTwinView {
  return {
    title: article.title,
    description: article.description,
    url: absoluteUrl(articlePath(edition.scope, article.slug), publication.site.url),
    locale: edition.scope.locale,
    publishedAt: article.publishedAt.toISOString(),
    updatedAt: article.updatedAt?.toISOString() ?? null,
    authors: article.authors.map((id) => edition.authors.get(id)?.name ?? id),
    topics: article.topics.map((id) => edition.topics.get(id)?.name ?? id),
    licence: frame.licence ? `${frame.licence.name}, ${frame.licence.url}` : null,
    membersText: edition.words.t('members.text', { title: frame.title }),
    bodyDigest: article.bodyDigest,
  };
}
