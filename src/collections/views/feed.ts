import { absoluteUrl, articlePath, authorPath, feedPaths, topicPath } from '#src/shared/paths.ts';
import { fallbackPath } from '#src/shared/picture-sources.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import { makeFrame } from './frame.ts';

/** A name with its page. */
interface NamedUrl {
  readonly name: string;
  readonly url: string;
}

/** An article as feeds carry it, but its text. */
export interface FeedItem {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** ISO 8601, as all dates here. */
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly authors: readonly NamedUrl[];
  readonly topics: readonly string[];
  readonly image: string | null;
  /** Names the text; null for members' articles, which feeds announce only. */
  readonly bodyDigest: string | null;
  /** What is said of a members' article in the place of its text; null for public ones. */
  readonly membersText: string | null;
}

/** A feed, whatever it is written in. */
export interface FeedView {
  readonly title: string;
  readonly description: string | null;
  readonly locale: string;
  /** The page that it is the feed of. */
  readonly home: string;
  readonly urls: { readonly rss: string; readonly atom: string; readonly json: string };
  readonly siteUrl: string;
  /** When anything in it last changed; null while it is empty. */
  readonly updatedAt: string | null;
  readonly publisher: NamedUrl;
  readonly rights: string | null;
  readonly items: readonly FeedItem[];
}

interface FeedSource {
  /** The path of the list's first page. */
  readonly first: string;
  /** What the list is of; null for everything. */
  readonly title: string | null;
  readonly description: string | null;
  /** Newest first. */
  readonly articles: readonly Article[];
}

/** A feed's place: the path of its list without slashes around it, as routes have it. */
export interface FeedOfList {
  readonly list: string | undefined;
  readonly view: FeedView;
}

/** Makes the feeds of a language: of everything, of each topic, of each author. */
export function makeFeedViews(publication: Publication, edition: Edition): FeedOfList[] {
  const { scope } = edition;
  const frame = makeFrame(publication, edition);
  const lists: FeedSource[] = [
    { first: frame.home, title: null, description: frame.description, articles: edition.articles },
    ...[...edition.byTopic].map(([id, articles]) => ({
      first: topicPath(scope, id),
      title: edition.topics.get(id)?.name ?? id,
      description: edition.topics.get(id)?.description ?? null,
      articles,
    })),
    ...[...edition.byAuthor].map(([id, articles]) => ({
      first: authorPath(scope, id),
      title: edition.authors.get(id)?.name ?? id,
      description: edition.authors.get(id)?.description ?? null,
      articles,
    })),
  ];
  return lists.map((list) => ({
    list: list.first.slice(1, -1) || undefined,
    view: makeFeedView(publication, edition, list),
  }));
}

function makeFeedView(publication: Publication, edition: Edition, source: FeedSource): FeedView {
  const { site } = publication;
  const frame = makeFrame(publication, edition);
  const url = (path: string): string => absoluteUrl(path, site.url);
  const paths = feedPaths(source.first);
  const items = source.articles
    .slice(0, site.articlesPerFeed)
    .map((article) => makeItem(article, edition, { url, title: frame.title }));
  return {
    title: source.title === null ? frame.title : `${source.title} · ${frame.title}`,
    description: source.description ?? frame.tagline,
    locale: edition.scope.locale,
    home: url(source.first),
    urls: { rss: url(paths.rss), atom: url(paths.atom), json: url(paths.json) },
    siteUrl: site.url,
    updatedAt:
      items
        .map((item) => item.updatedAt)
        .toSorted()
        .at(-1) ?? null,
    publisher: { name: frame.title, url: url(frame.home) },
    rights: frame.licence ? `${frame.licence.name}: ${frame.licence.url}` : null,
    items,
  };
}

function makeItem(
  article: Article,
  edition: Edition,
  { url, title }: { readonly url: (path: string) => string; readonly title: string },
): FeedItem {
  const { scope, words } = edition;
  return {
    url: url(articlePath(scope, article.slug)),
    title: article.title,
    description: article.description,
    publishedAt: article.publishedAt.toISOString(),
    updatedAt: (article.updatedAt ?? article.publishedAt).toISOString(),
    authors: article.authors.map((id) => ({
      name: edition.authors.get(id)?.name ?? id,
      url: url(authorPath(scope, id)),
    })),
    topics: article.topics.map((id) => edition.topics.get(id)?.name ?? id),
    image: article.cover ? url(fallbackPath(article.cover.picture)) : null,
    bodyDigest: article.bodyDigest,
    membersText: article.access === 'members' ? words.t('members.text', { title }) : null,
  };
}
