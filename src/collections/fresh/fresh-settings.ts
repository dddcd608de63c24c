import { groupBy, inOrderOfParts } from '#src/collections/arrange-articles.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Named } from '#src/collections/named.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import type { ArticleSurroundings } from '#src/collections/views/article-page.ts';
import type { Frame } from '#src/collections/views/frame.ts';
import type { LocaleScope } from '#src/shared/paths.ts';
import { createWords, type StringOverrides } from '#src/shared/strings/translate.ts';

/*
 * What a page that no build has seen is made with: settings, frame, names, and the few articles that
 * it may show links to. The build writes it as one file for each language, and the function fetches
 * that: it carries no content, so it is the same with ten articles and with ten thousand.
 */

type Pairs<Value> = readonly (readonly [id: string, value: Value])[];

/** The ids of authors, topics and series that the owner's files describe: these have the word. */
export type OwnedIds = Readonly<Record<'authors' | 'topics' | 'series', readonly string[]>>;

/** An article as links to it show it. Dates are ISO 8601: it travels as JSON. */
type ListedArticle = Pick<Article, 'slug' | 'title' | 'description' | 'authors' | 'topics'> &
  Pick<Article, 'series' | 'access' | 'wordCount' | 'cover' | 'entry'> & {
    readonly publishedAt: string;
  };

export interface FreshSettings {
  readonly site: Site;
  readonly scope: LocaleScope;
  readonly strings: StringOverrides;
  readonly formats: string;
  readonly frame: Frame;
  readonly authors: Pairs<Named>;
  readonly topics: Pairs<Named>;
  readonly series: Pairs<Named>;
  readonly owned: OwnedIds;
  readonly articles: readonly ListedArticle[];
}

/** Of each topic, enough to choose what is related from. */
const mostPerTopic = 6;

export function makeFreshSettings(
  { publication: { site }, edition, frame }: ArticleSurroundings,
  owned: OwnedIds,
): FreshSettings {
  const newest = [...edition.byTopic.values()].flatMap((inTopic) => inTopic.slice(0, mostPerTopic));
  const listed = new Set([...newest, ...[...edition.bySeries.values()].flat()]);
  return {
    site,
    scope: edition.scope,
    strings: edition.strings,
    formats: edition.dateStyle.locale,
    frame,
    authors: [...edition.authors],
    topics: [...edition.topics],
    series: [...edition.series],
    owned,
    // In the order of the publication: newest first.
    articles: edition.articles.filter((article) => listed.has(article)).map(list),
  };
}

function list(article: Article): ListedArticle {
  const { slug, title, description, authors, topics, series, access, wordCount, cover, entry } =
    article;
  return {
    slug,
    title,
    description,
    publishedAt: article.publishedAt.toISOString(),
    authors,
    topics,
    access,
    wordCount,
    entry,
    ...(series ? { series } : {}),
    ...(cover ? { cover } : {}),
  };
}

/** Names that an article brings with it, which the build may not know or know otherwise. */
export type FreshNames = Readonly<Record<keyof OwnedIds, ReadonlyMap<string, Named>>>;

/** What an article brings with it, to be put among what the build knows. */
export interface FreshArrival {
  readonly article: Article;
  readonly names: FreshNames;
  /** The languages that it is in under this slug, its own among them. */
  readonly locales: readonly string[];
}

/** Puts an article among the others again. */
export function surround(settings: FreshSettings, arrival: FreshArrival): ArticleSurroundings {
  const { site, scope, strings, formats, frame } = settings;
  const { article, locales } = arrival;
  const others = settings.articles
    .filter((other) => !isSame(other, article))
    .map((listed) => unlist(listed, scope.locale));
  const parts = [...others, article].filter(({ series }) => series?.id === article.series?.id);
  const edition: Edition = {
    scope,
    strings,
    words: createWords(scope.locale, strings),
    dateStyle: { locale: formats, timeZone: site.timeZone },
    wordsDigest: frame.wordsDigest,
    articles: others,
    pages: [],
    byTopic: groupBy(others, ({ topics }) => topics),
    byAuthor: new Map(),
    bySeries: new Map(article.series ? [[article.series.id, inOrderOfParts(parts)]] : []),
    byYear: new Map(),
    authors: namesIn('authors', settings, arrival),
    topics: namesIn('topics', settings, arrival),
    series: namesIn('series', settings, arrival),
  };
  const publication: Publication = {
    site,
    defaultLocale: scope.defaultLocale,
    editions: [edition],
    translations: new Map([[`articles/${article.slug}`, [...locales]]]),
  };
  return { publication, edition, frame };
}

/** It may have had another slug when it was built. */
function isSame({ slug, entry }: ListedArticle, article: Article): boolean {
  return slug === article.slug || (entry !== null && entry.id === article.entry?.id);
}

function namesIn(
  kind: keyof OwnedIds,
  settings: FreshSettings,
  { names }: FreshArrival,
): Map<string, Named> {
  const owned = new Set(settings.owned[kind]);
  return new Map([...settings[kind], ...[...names[kind]].filter(([id]) => !owned.has(id))]);
}

function unlist(listed: ListedArticle, locale: string): Article {
  return {
    ...listed,
    publishedAt: new Date(listed.publishedAt),
    locale,
    // Links show nothing of what follows.
    draft: false,
    redirectFrom: [],
    comments: false,
    isScheduled: false,
    bodyDigest: null,
    membersDigest: null,
    headings: [],
  };
}
