import {
  absoluteUrl,
  archivePath,
  articlePath,
  authorPath,
  homePath,
  newsletterPath,
  plainPagePath,
  searchPath,
  seriesPath,
  topicPath,
  topicsPath,
  type LocaleScope,
} from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';

/** A page as search engines are told of it. */
export interface SitemapEntry {
  readonly url: string;
  /** ISO 8601. */
  readonly updatedAt: string | null;
  /** The same page in every language it exists in, this one too, where there is more than one. */
  readonly translations: readonly { readonly locale: string; readonly url: string }[];
}

/** A file of the sitemap. */
export interface SitemapView {
  readonly entries: readonly SitemapEntry[];
}

/** The protocol allows 50,000 addresses and 50 MB a file; with translations those come first. */
const mostEntries = 20_000;

/** Cuts all pages of the site into the files of its sitemap; an empty site has one of its front page. */
export function makeSitemapViews(publication: Publication): SitemapView[] {
  const entries = publication.editions.flatMap((edition) => entriesOf(publication, edition));
  return Array.from({ length: Math.ceil(entries.length / mostEntries) }, (_, index) => ({
    entries: entries.slice(index * mostEntries, (index + 1) * mostEntries),
  }));
}

function entriesOf(publication: Publication, edition: Edition): SitemapEntry[] {
  const { scope } = edition;
  const page = (
    path: string,
    updatedAt: Date | null,
    translations: SitemapEntry['translations'] = [],
  ): SitemapEntry => ({
    url: absoluteUrl(path, publication.site.url),
    updatedAt: updatedAt?.toISOString() ?? null,
    translations,
  });
  const lists = <Id>(
    byId: ReadonlyMap<Id, readonly Article[]>,
    path: (scope: LocaleScope, id: Id) => string,
  ): SitemapEntry[] =>
    [...byId].map(([id, articles]) => page(path(scope, id), newestChange(articles)));
  return [
    page(homePath(scope), newestChange(edition.articles)),
    ...edition.articles
      // Elsewhere is where search engines should find these.
      .filter((article) => article.canonicalUrl === undefined)
      .map((article) =>
        page(
          articlePath(scope, article.slug),
          article.updatedAt ?? article.publishedAt,
          translationsOf(publication, `articles/${article.slug}`, (locale) =>
            articlePath({ ...scope, locale }, article.slug),
          ),
        ),
      ),
    ...edition.pages.map((one) =>
      page(
        plainPagePath(scope, one.slug),
        one.updatedAt ?? null,
        translationsOf(publication, `pages/${one.slug}`, (locale) =>
          plainPagePath({ ...scope, locale }, one.slug),
        ),
      ),
    ),
    page(topicsPath(scope), newestChange(edition.articles)),
    page(searchPath(scope), null),
    ...(publication.site.newsletter ? [page(newsletterPath(scope), null)] : []),
    ...lists(edition.byTopic, topicPath),
    ...lists(edition.byAuthor, authorPath),
    ...lists(edition.bySeries, seriesPath),
    ...lists(edition.byYear, archivePath),
  ];
}

function translationsOf(
  { translations, site }: Publication,
  key: string,
  path: (locale: string) => string,
): SitemapEntry['translations'] {
  const locales = translations.get(key) ?? [];
  if (locales.length < 2) return [];
  return locales.map((locale) => ({ locale, url: absoluteUrl(path(locale), site.url) }));
}

function newestChange(articles: readonly Article[]): Date | null {
  const changes = articles.map((article) => (article.updatedAt ?? article.publishedAt).getTime());
  return changes.length === 0 ? null : new Date(changes.reduce((a, b) => Math.max(a, b)));
}
