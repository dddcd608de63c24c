import { absoluteUrl, listPagePath } from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import { makeCard, type Card } from './card.ts';
import { makeFrame, type Frame } from './frame.ts';
import { cutIntoPages, type Pagination } from './paged-list.ts';
import type { Article } from '#src/collections/schemas/articles.ts';

/** A page of a list: of a topic, of an author, of everything. */
export interface ListPageView {
  readonly frame: Frame;
  readonly kicker: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly url: string;
  /** How many there are in all, in words. */
  readonly count: string;
  /** Somebody's own site. */
  readonly website: string | null;
  readonly cards: readonly Card[];
  readonly pagination: Pagination;
  readonly feeds: { readonly rss: string; readonly atom: string; readonly json: string } | null;
}

export interface ListSource {
  readonly articles: readonly Article[];
  /** The path of the first page. */
  readonly first: string;
  readonly kicker: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly website?: string | null;
  readonly feeds: ListPageView['feeds'];
}

/** Makes the views of all pages of a list. */
export function makeListPageViews(
  publication: Publication,
  edition: Edition,
  source: ListSource,
): ListPageView[] {
  const { site } = publication;
  return cutIntoPages(source.articles, source.first, site.articlesPerPage).map(
    ({ articles, pagination }) => ({
      frame: makeFrame(publication, edition),
      kicker: source.kicker,
      title: source.title,
      description: source.description,
      url: absoluteUrl(listPagePath(source.first, pagination.page), site.url),
      count: edition.words.tCount('topic.count', source.articles.length),
      website: source.website ?? null,
      cards: articles.map((article) => makeCard(edition, article)),
      pagination,
      feeds: source.feeds,
    }),
  );
}
