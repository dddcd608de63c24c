import { absoluteUrl } from '#src/shared/paths.ts';
import { digestOf } from './digest.ts';
import { getPublication } from './publication.ts';
import { forEachEdition, staticPath, type StaticPath } from './static-path.ts';
import { makeFeedViews, type FeedView } from './views/feed.ts';
import { makeMarkdownTwinView, type MarkdownTwinView } from './views/markdown-twin.ts';
import { makeSitemapViews, type SitemapView } from './views/sitemap.ts';

/** The files of the site that are no pages, with their views. */

export function feedPathsOfLists(): Promise<StaticPath<FeedView>[]> {
  return forEachEdition((publication, edition) =>
    makeFeedViews(publication, edition).map(({ list, view }) => ({
      params: { list },
      props: { view },
      cacheKey: digestOf(view),
    })),
  );
}

export function markdownTwinPaths(): Promise<StaticPath<MarkdownTwinView>[]> {
  return forEachEdition((publication, edition) =>
    publication.site.features.markdownTwins
      ? edition.articles.map((article) =>
          staticPath(
            edition,
            { slug: article.slug },
            makeMarkdownTwinView(publication, edition, article),
          ),
        )
      : [],
  );
}

export async function sitemapPaths(): Promise<StaticPath<SitemapView>[]> {
  return makeSitemapViews(await getPublication()).map((view, index) => ({
    params: { part: String(index) },
    props: { view },
    cacheKey: digestOf(view),
  }));
}

/** The full addresses of the sitemap's files. */
export async function sitemapUrls(): Promise<string[]> {
  const publication = await getPublication();
  return makeSitemapViews(publication).map((_, index) =>
    absoluteUrl(`/sitemap-${index}.xml`, publication.site.url),
  );
}
