import {
  absoluteUrl,
  archivePath,
  searchPath,
  seriesPath,
  topicPath,
  type LocaleScope,
} from '#src/shared/paths.ts';
import type { Named } from '#src/collections/named.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import { makeFrame, type Frame, type Link } from './frame.ts';

/** A list to look around in, with how much it holds. */
export interface CountedLink extends Link {
  readonly count: string;
}

/** The search, and where to look around instead. */
export interface SearchPageView {
  readonly frame: Frame;
  readonly url: string;
  /** Where the form leads: this page, without its origin. */
  readonly path: string;
  /** Whose dates and numbers are used. */
  readonly formats: string;
  readonly topics: readonly CountedLink[];
  readonly series: readonly CountedLink[];
  /** Newest first. */
  readonly years: readonly CountedLink[];
}

export function makeSearchPageView(publication: Publication, edition: Edition): SearchPageView {
  const { scope, words } = edition;
  const numbers = new Intl.NumberFormat(edition.dateStyle.locale);
  const subjects = (
    articlesById: ReadonlyMap<string, readonly Article[]>,
    named: ReadonlyMap<string, Named>,
    path: (scope: LocaleScope, id: string) => string,
  ): CountedLink[] =>
    [...articlesById]
      .map(([id, articles]) => ({
        label: named.get(id)?.name ?? id,
        href: path(scope, id),
        count: numbers.format(articles.length),
      }))
      .toSorted((a, b) => a.label.localeCompare(b.label, words.locale));
  return {
    frame: makeFrame(publication, edition),
    url: absoluteUrl(searchPath(scope), publication.site.url),
    path: searchPath(scope),
    formats: edition.dateStyle.locale,
    topics: subjects(edition.byTopic, edition.topics, topicPath),
    series: subjects(edition.bySeries, edition.series, seriesPath),
    years: [...edition.byYear].map(([year, articles]) => ({
      label: String(year),
      href: archivePath(scope, year),
      count: numbers.format(articles.length),
    })),
  };
}
