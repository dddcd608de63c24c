import type { Edition, Publication } from './publication.ts';
import type { Article } from './schemas/articles.ts';

/** What is asked of settings to know which articles a build renders. */
type Prerendering = Pick<Publication, 'site'>;

/**
 * The articles whose pages a build renders: all of the owner's files, and of Contentful's as many of
 * the newest as `contentful.prerender` says. The others are rendered when somebody asks for them.
 */
export function prerendered(
  { site }: Prerendering,
  { articles }: Pick<Edition, 'articles'>,
): readonly Article[] {
  const most = site.contentful?.prerender ?? null;
  if (most === null) return articles;
  const newest = new Set(articles.filter(({ entry }) => entry !== null).slice(0, most));
  // The text of a members' article is served from what was built.
  return articles.filter(
    (article) => article.entry === null || article.access === 'members' || newest.has(article),
  );
}
