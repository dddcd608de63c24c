import type { Article } from '#src/collections/schemas/articles.ts';
import {
  makeArticleView,
  type ArticleSurroundings,
  type ArticleView,
} from '#src/collections/views/article-page.ts';

/** An article's page that is made after the build: some of what belongs to it is the build's to make. */
export function makeFreshView(
  article: Article,
  {
    surroundings,
    isBuilt,
  }: { readonly surroundings: ArticleSurroundings; readonly isBuilt: boolean },
): ArticleView {
  const view = makeArticleView(article, surroundings);
  // Pictures for sharing, and the list of what takes comments.
  return isBuilt ? view : { ...view, openGraphImage: null, comments: null };
}

/** An article's page for its editors: what belongs to a published one is left out. */
export function makeDraftView(
  article: Article,
  surroundings: ArticleSurroundings,
): ArticleView & { readonly scheduled: string | null } {
  const view = makeArticleView(article, surroundings);
  return {
    ...view,
    scheduled: view.hiddenUntil,
    hiddenUntil: null,
    openGraphImage: null,
    markdown: null,
    version: null,
    comments: null,
    invitation: null,
  };
}
