import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { localize } from '#src/shared/localize.ts';
import { absoluteUrl, localeParam, searchPath } from '#src/shared/paths.ts';
import type {
  CommentedArticles,
  CommentsSettings,
} from '#src/shared/comments/comments-settings.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { makeSearchWords } from '#src/shared/strings/search-words.ts';
import { digestOf } from './digest.ts';
import { makeFreshSettings, type FreshSettings } from './fresh/fresh-settings.ts';
import { prerendered } from './prerendered.ts';
import { getPublication } from './publication.ts';
import { forEachEdition, staticPath, type StaticPath } from './static-path.ts';
import { makeAccountFileView, type AccountFileView } from './views/account-file.ts';
import { hasComments, makeCommentedArticles, makeCommentsSettings } from './views/comments-file.ts';
import { makeFrame } from './views/frame.ts';
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
      ? prerendered(publication, edition).map((article) =>
          staticPath(
            edition,
            { slug: article.slug },
            makeMarkdownTwinView(article, {
              publication,
              edition,
              frame: makeFrame(publication, edition),
            }),
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

/** What pages are made with that no build has seen, language by language. */
export async function freshSettingsPaths(): Promise<StaticPath<FreshSettings>[]> {
  const folder = path.dirname(import.meta.env.BROADSHEET_THEME);
  const owned = {
    authors: await idsIn(path.join(folder, 'authors')),
    topics: await idsIn(path.join(folder, 'topics')),
    series: await idsIn(path.join(folder, 'series')),
  };
  return forEachEdition((publication, edition) => {
    const surroundings = { publication, edition, frame: makeFrame(publication, edition) };
    return [staticPath(edition, {}, makeFreshSettings(surroundings, owned))];
  });
}

/** Ids that the owner's files describe. */
async function idsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    // Who describes nobody has no such folder.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => (name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : []));
}

async function readTheme(): Promise<string> {
  return readFile(import.meta.env.BROADSHEET_THEME, 'utf8').catch(() => '');
}
