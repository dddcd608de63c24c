import {
  absoluteUrl,
  archivePath,
  authorPath,
  feedPaths,
  homePath,
  seriesPath,
  topicPath,
  topicsPath,
} from '#src/shared/paths.ts';
import { formatMonth, calendarMonth } from '#src/shared/dates.ts';
import type { Edition } from './publication.ts';
import type { Article } from './schemas/articles.ts';
import { prerendered } from './prerendered.ts';
import { forEachEdition, staticPath, type StaticPath } from './static-path.ts';
import {
  makeArticleView,
  type ArticleSurroundings,
  type ArticleView,
  type MembersArticleView,
} from './views/article-page.ts';
import { commentsKey, hasComments } from './views/comments-file.ts';
import { makeCard, type Card } from './views/card.ts';
import { makeFrame, type Frame } from './views/frame.ts';
import { makeFrontPageView, type FrontPageView } from './views/front-page.ts';
import { makeListPageViews, type ListPageView, type ListSource } from './views/list-page.ts';
import { makeNewsletterPageView, type NewsletterPageView } from './views/newsletter-page.ts';
import { makePlainPageView, type PlainPageView } from './views/plain-page.ts';
import { makeSearchPageView, type SearchPageView } from './views/search-page.ts';

/** The pages of the site, with their views. */

export function frontPagePaths(): Promise<StaticPath<FrontPageView>[]> {
  return forEachEdition((publication, edition) => [
    staticPath(edition, {}, makeFrontPageView(publication, edition)),
  ]);
}

export function articlePaths(): Promise<StaticPath<ArticleView>[]> {
  return forEachEdition((publication, edition) =>
    prerendered(publication, edition).map((article) =>
      staticPath(edition, { slug: article.slug }, viewOf(article, { publication, edition })),
    ),
  );
}

function viewOf(
  article: Article,
  { publication, edition }: Omit<ArticleSurroundings, 'frame'>,
): ArticleView {
  return makeArticleView(article, {
    publication,
    edition,
    frame: makeFrame(publication, edition),
  });
}

/** Members' articles as members read them. They are taken out of the site: `member-articles.ts`. */
export function membersArticlePaths(): Promise<StaticPath<MembersArticleView>[]> {
  return forEachEdition((publication, edition) =>
    edition.articles.flatMap((article) => {
      const { slug, membersDigest } = article;
      if (membersDigest === null) return [];
      const view = {
        ...viewOf(article, { publication, edition }),
        comments: commentsKey(publication, edition, article),
        membersDigest,
      };
      return [staticPath(edition, { slug }, view)];
    }),
  );
}

export function plainPagePaths(): Promise<StaticPath<PlainPageView>[]> {
  return forEachEdition((publication, edition) =>
    edition.pages.map((page) =>
      staticPath(edition, { page: page.slug }, makePlainPageView(publication, edition, page)),
    ),
  );
}

/** Pages 2 and on of everything; page 1 is the front page. */
export function allArticlesPaths(): Promise<StaticPath<ListPageView>[]> {
  return forEachEdition((publication, edition) => {
    const source = {
      articles: edition.articles,
      first: homePath(edition.scope),
      kicker: null,
      title: edition.words.t('home.all'),
      description: null,
      feeds: null,
    };
    return makeListPageViews(publication, edition, source)
      .slice(1)
      .map((view) => staticPath(edition, { page: String(view.pagination.page) }, view));
  });
}

function subjectPaths(
  subjects: (edition: Edition) => Iterable<readonly [string, Omit<ListSource, 'feeds'>]>,
): Promise<StaticPath<ListPageView>[]> {
  return forEachEdition((publication, edition) =>
    [...subjects(edition)].flatMap(([id, source]) =>
      makeListPageViews(publication, edition, { ...source, feeds: feedPaths(source.first) }).map(
        (view) => {
          const { page } = view.pagination;
          return staticPath(edition, { id, page: page === 1 ? undefined : `page/${page}` }, view);
        },
      ),
    ),
  );
}

export function topicPaths(): Promise<StaticPath<ListPageView>[]> {
  return subjectPaths((edition) =>
    [...edition.byTopic].map(([id, articles]) => {
      const topic = edition.topics.get(id);
      const first = topicPath(edition.scope, id);
      return [
        id,
        {
          articles,
          first,
          kicker: edition.words.t('topic.kicker'),
          title: topic?.name ?? id,
          description: topic?.description ?? null,
        },
      ];
    }),
  );
}

export function authorPaths(): Promise<StaticPath<ListPageView>[]> {
  return subjectPaths((edition) =>
    [...edition.byAuthor].map(([id, articles]) => {
      const author = edition.authors.get(id);
      const first = authorPath(edition.scope, id);
      return [
        id,
        {
          articles,
          first,
          kicker: edition.words.t('author.kicker'),
          title: author?.name ?? id,
          description: author?.description ?? null,
          website: author?.url ?? null,
        },
      ];
    }),
  );
}

/** The parts of a series, in order. */
export interface SeriesView {
  readonly frame: Frame;
  readonly title: string;
  readonly description: string | null;
  readonly url: string;
  readonly count: string;
  readonly parts: readonly { readonly part: number; readonly card: Card }[];
}

export function seriesPaths(): Promise<StaticPath<SeriesView>[]> {
  return forEachEdition((publication, edition) =>
    [...edition.bySeries].map(([id, articles]) =>
      staticPath(
        edition,
        { id },
        {
          frame: makeFrame(publication, edition),
          title: edition.series.get(id)?.name ?? id,
          description: edition.series.get(id)?.description ?? null,
          url: absoluteUrl(seriesPath(edition.scope, id), publication.site.url),
          count: edition.words.tCount('topic.count', articles.length),
          parts: articles.map((article) => ({
            part: article.series?.part ?? 0,
            card: makeCard(edition, article),
          })),
        },
      ),
    ),
  );
}

/** A year, by month, newest first. */
export interface ArchiveView {
  readonly frame: Frame;
  readonly year: number;
  readonly url: string;
  readonly count: string;
  readonly months: readonly { readonly name: string; readonly cards: readonly Card[] }[];
  readonly years: readonly { readonly year: number; readonly href: string }[];
}

export function archivePaths(): Promise<StaticPath<ArchiveView>[]> {
  return forEachEdition((publication, edition) =>
    [...edition.byYear].map(([year, articles]) => {
      const { timeZone } = publication.site;
      const months = Map.groupBy(
        articles,
        (article) => calendarMonth(article.publishedAt, timeZone).month,
      );
      return staticPath(
        edition,
        { year: String(year) },
        {
          frame: makeFrame(publication, edition),
          year,
          url: absoluteUrl(archivePath(edition.scope, year), publication.site.url),
          count: edition.words.tCount('topic.count', articles.length),
          months: [...months.values()].map((inMonth) => ({
            name: formatMonth(inMonth[0]?.publishedAt ?? new Date(0), edition.dateStyle),
            cards: inMonth.map((article) => makeCard(edition, article)),
          })),
          years: [...edition.byYear.keys()].map((one) => ({
            year: one,
            href: archivePath(edition.scope, one),
          })),
        },
      );
    }),
  );
}

/** All topics with their newest articles. */
export interface TopicsView {
  readonly frame: Frame;
  readonly url: string;
  readonly topics: readonly {
    readonly name: string;
    readonly description: string | null;
    readonly href: string;
    readonly count: string;
    readonly newest: readonly Card[];
  }[];
}

const newestPerTopic = 3;

export function topicsPaths(): Promise<StaticPath<TopicsView>[]> {
  return forEachEdition((publication, edition) => [
    staticPath(
      edition,
      {},
      {
        frame: makeFrame(publication, edition),
        url: absoluteUrl(topicsPath(edition.scope), publication.site.url),
        topics: [...edition.byTopic]
          .map(([id, articles]) => ({
            name: edition.topics.get(id)?.name ?? id,
            description: edition.topics.get(id)?.description ?? null,
            href: topicPath(edition.scope, id),
            count: edition.words.tCount('topic.count', articles.length),
            newest: articles.slice(0, newestPerTopic).map((article) => makeCard(edition, article)),
          }))
          .toSorted((a, b) => a.name.localeCompare(b.name, edition.scope.locale)),
      },
    ),
  ]);
}

export function searchPaths(): Promise<StaticPath<SearchPageView>[]> {
  return forEachEdition((publication, edition) => [
    staticPath(edition, {}, makeSearchPageView(publication, edition)),
  ]);
}

/** What the newsletter is, with its form. */
export function newsletterPaths(): Promise<StaticPath<NewsletterPageView>[]> {
  return forEachEdition((publication, edition) => {
    const view = makeNewsletterPageView(publication, edition);
    return view ? [staticPath(edition, {}, view)] : [];
  });
}

/** The page that the functions of accounts write into. */
export function accountFramePaths(): Promise<StaticPath<{ readonly frame: Frame }>[]> {
  return forEachEdition((publication, edition) =>
    publication.site.features.accounts
      ? [staticPath(edition, {}, { frame: makeFrame(publication, edition) })]
      : [],
  );
}

/** The page that the functions of comments write into. */
export function commentsFramePaths(): Promise<StaticPath<{ readonly frame: Frame }>[]> {
  return forEachEdition((publication, edition) =>
    hasComments(publication)
      ? [staticPath(edition, {}, { frame: makeFrame(publication, edition) })]
      : [],
  );
}

/** Pages of the newsletter that say no more than their words, and the one that functions write into. */
export function newsletterFramePaths(): Promise<StaticPath<{ readonly frame: Frame }>[]> {
  return forEachEdition((publication, edition) =>
    publication.site.newsletter
      ? [staticPath(edition, {}, { frame: makeFrame(publication, edition) })]
      : [],
  );
}
