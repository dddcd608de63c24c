import type { Content } from '#src/collections/reading/load-content.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { Page } from '#src/collections/schemas/pages.ts';
import { calendarDay } from '#src/shared/dates.ts';
import type { LocalizedText } from '#src/collections/schemas/fields.ts';
import { localize } from '#src/shared/localize.ts';
import { articlePath, plainPagePath } from '#src/shared/paths.ts';
import type { Named, SearchRecord } from './search-record.ts';

/** A record, and where its text is. */
export interface PlannedRecord extends SearchRecord {
  /** Names the rendered body; null where not everybody may read it. */
  readonly bodyDigest: string | null;
}

/** What can be searched. */
export interface SearchPlan {
  /** Articles, newest first, then pages. */
  readonly records: readonly PlannedRecord[];
  readonly locales: readonly string[];
}

type SearchContent = Pick<Content, 'site' | 'articles' | 'pages' | 'authors' | 'topics' | 'series'>;

/** Plans the index of everything that is published. Of members' articles only what lists show is in it. */
export function planSearch(content: SearchContent): SearchPlan {
  const { site, articles, pages } = content;
  const newestFirst = articles.toSorted(
    (a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.slug < b.slug ? -1 : 1),
  );
  return {
    records: [
      ...newestFirst.map((article) => articleRecord(article, content)),
      ...pages
        .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
        .map((page) => pageRecord(page, content)),
    ],
    locales: site.locales.map(({ code }) => code),
  };
}

function articleRecord(article: Article, content: SearchContent): PlannedRecord {
  const { site, authors, topics, series } = content;
  const scope = { locale: article.locale, defaultLocale: site.locales[0]?.code ?? 'en' };
  const named = (id: string, name: LocalizedText | undefined): Named => ({
    id,
    name: localize(name ?? id, scope),
  });
  return {
    url: articlePath(scope, article.slug),
    locale: article.locale,
    kind: 'article',
    title: article.title,
    description: article.description,
    topics: article.topics.map((id) => named(id, topics.get(id)?.name)),
    authors: article.authors.map((id) => named(id, authors.get(id)?.name)),
    series: article.series ? named(article.series.id, series.get(article.series.id)?.title) : null,
    date: calendarDay(article.publishedAt, site.timeZone),
    bodyDigest: article.access === 'members' ? null : article.bodyDigest,
  };
}

function pageRecord(page: Page, { site }: SearchContent): PlannedRecord {
  const scope = { locale: page.locale, defaultLocale: site.locales[0]?.code ?? 'en' };
  return {
    url: plainPagePath(scope, page.slug),
    locale: page.locale,
    kind: 'page',
    title: page.title,
    description: page.description,
    topics: [],
    authors: [],
    series: null,
    date: null,
    bodyDigest: page.bodyDigest,
  };
}
