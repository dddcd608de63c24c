import { readFile } from 'node:fs/promises';
import { localize } from '#src/shared/localize.ts';
import { absoluteUrl, localeParam, searchPath } from '#src/shared/paths.ts';
import type {
  CommentedArticles,
  CommentsSettings,
} from '#src/shared/comments/comments-settings.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { makeSearchWords } from '#src/shared/strings/search-words.ts';
import { digestOf } from './digest.ts';
import { getPublication } from './publication.ts';
import { forEachEdition, staticPath, type StaticPath } from './static-path.ts';
import { makeAccountFileView, type AccountFileView } from './views/account-file.ts';
import { hasComments, makeCommentedArticles, makeCommentsSettings } from './views/comments-file.ts';
import { makeFeedViews, type FeedView } from './views/feed.ts';
import { makeNewsletterFileView, type NewsletterFileView } from './views/newsletter-file.ts';
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

/** What results are written with where there is no JavaScript, language by language. */
export function searchSettingsPaths(): Promise<StaticPath<SearchSettings>[]> {
  return forEachEdition(({ site }, { scope, words, dateStyle }) => {
    const view = {
      locale: scope.locale,
      formats: dateStyle.locale,
      path: searchPath(scope),
      words: makeSearchWords(words, localize(site.title, scope)),
    };
    const params = { locale: localeParam(scope) ?? 'default' };
    return [{ params, props: { view }, cacheKey: digestOf(view) }];
  });
}

/** What the newsletter's functions need to know, language by language. */
export async function newsletterFilePaths(): Promise<StaticPath<NewsletterFileView>[]> {
  const theme = await readTheme();
  return forEachEdition((publication, edition) => {
    const view = makeNewsletterFileView(publication, edition, theme);
    return view ? [staticPath(edition, {}, view)] : [];
  });
}

/** What the functions of accounts need to know, language by language. */
export async function accountFilePaths(): Promise<StaticPath<AccountFileView>[]> {
  const theme = await readTheme();
  return forEachEdition((publication, edition) => {
    const view = makeAccountFileView(publication, edition, theme);
    return view ? [staticPath(edition, {}, view)] : [];
  });
}

/** What the functions of comments need to know, language by language. */
export function commentsFilePaths(): Promise<StaticPath<CommentsSettings>[]> {
  return forEachEdition((publication, edition) =>
    hasComments(publication)
      ? [staticPath(edition, {}, makeCommentsSettings(publication, edition))]
      : [],
  );
}

/** Which articles take comments, language by language. */
export function commentedArticlesPaths(): Promise<StaticPath<CommentedArticles>[]> {
  return forEachEdition((publication, edition) =>
    hasComments(publication) ? [staticPath(edition, {}, makeCommentedArticles(edition))] : [],
  );
}

async function readTheme(): Promise<string> {
  return readFile(import.meta.env.BROADSHEET_THEME, 'utf8').catch(() => '');
}
