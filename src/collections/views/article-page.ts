import { formatLongDate } from '#src/shared/dates.ts';
import {
  absoluteUrl,
  articleMarkdownPath,
  articlePath,
  membersFolder,
  openGraphImagePath,
  seriesPath,
  signInPath,
} from '#src/shared/paths.ts';
import type { Named } from '#src/collections/named.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { Heading } from '#src/collections/markdown/render-context.ts';
import { findRelated } from '#src/collections/related.ts';
import { makeCard, type Card } from './card.ts';
import { commentsKey } from './comments-file.ts';
import { topicLink, type Frame, type Link } from './frame.ts';

/** An article's place in its series. */
export interface SeriesPlace {
  readonly title: string;
  readonly href: string;
  readonly part: number;
  /** How many parts there are. */
  readonly count: number;
  /** All of them, or those around this one where there are many. */
  readonly parts: readonly {
    readonly part: number;
    readonly title: string;
    readonly href: string;
  }[];
  readonly previous: Link | null;
  readonly next: Link | null;
}

/** All that an article's page shows, but its text. */
export interface ArticleView {
  readonly frame: Frame;
  readonly card: Card;
  readonly url: string;
  readonly canonicalUrl: string;
  readonly updatedAt: { readonly date: string; readonly longDate: string } | null;
  readonly authors: readonly Named[];
  readonly topics: readonly Link[];
  readonly series: SeriesPlace | null;
  readonly contents: Article['headings'];
  readonly related: readonly Card[];
  readonly translations: readonly {
    readonly code: string;
    readonly name: string;
    readonly href: string;
  }[];
  readonly openGraphImage: string | null;
  readonly markdown: string | null;
  readonly isShareable: boolean;
  readonly hiddenUntil: string | null;
  readonly isDraft: boolean;
  readonly wordCount: number;
  readonly bodyDigest: string | null;
  /** Of what it is made, for who asks whether that has changed: null for a file. */
  readonly version: string | null;
  /** What its comments are kept under; null where it takes none, and where strangers see it without its text. */
  readonly comments: string | null;
  /** Null for public articles, and where nobody can sign in. */
  readonly invitation: Invitation | null;
}

/** What stands in the place of a members' text. */
export interface Invitation {
  readonly signIn: string;
  /** The address at which a function serves the text to those who are signed in. */
  readonly text: string;
}

/** A members' article, with what its text is found by. */
export interface MembersArticleView extends ArticleView {
  readonly membersDigest: string;
}

/** Pieces shorter than this, or with fewer sections, are found in without a table of contents. */
const wordsForContents = 1200;
const sectionsForContents = 4;

/** What an article is shown among. */
export interface ArticleSurroundings {
  readonly publication: Publication;
  readonly edition: Edition;
  readonly frame: Frame;
}

export function makeArticleView(
  article: Article,
  { publication, edition, frame }: ArticleSurroundings,
): ArticleView {
  const { site, translations } = publication;
  const { scope } = edition;
  const path = articlePath(scope, article.slug);
  const url = absoluteUrl(path, site.url);
  const others = new Set(translations.get(`articles/${article.slug}`));
  others.delete(scope.locale);
  return {
    frame,
    card: makeCard(edition, article),
    url,
    canonicalUrl: article.canonicalUrl ?? url,
    updatedAt: article.updatedAt
      ? {
          date: article.updatedAt.toISOString(),
          longDate: formatLongDate(article.updatedAt, edition.dateStyle),
        }
      : null,
    authors: article.authors.flatMap((id) => edition.authors.get(id) ?? []),
    topics: article.topics.map((id) => topicLink(edition, id)),
    series: findSeriesPlace(edition, article),
    contents: contentsOf(article),
    related: findRelated(edition, article).map((one) => makeCard(edition, one)),
    translations: site.locales
      .filter(({ code }) => others.has(code))
      .map(({ code, name }) => ({
        code,
        name,
        href: articlePath({ ...scope, locale: code }, article.slug),
      })),
    openGraphImage: site.features.openGraphImages ? openGraphImagePath(scope, article.slug) : null,
    markdown: site.features.markdownTwins ? articleMarkdownPath(scope, article.slug) : null,
    isShareable: site.features.shareLinks,
    hiddenUntil: article.isScheduled
      ? formatLongDate(article.publishedAt, edition.dateStyle)
      : null,
    isDraft: article.draft,
    wordCount: article.wordCount,
    bodyDigest: article.bodyDigest,
    version: article.entry && `${article.entry.id} ${article.entry.version}`,
    invitation:
      article.access === 'members' && site.features.accounts
        ? { signIn: signInPath(scope, path), text: membersFolder(path) }
        : null,
    comments: article.access === 'public' ? commentsKey(publication, edition, article) : null,
  };
}

/** The table of contents of a text; empty for short ones. */
export function contentsOf({
  headings,
  wordCount,
}: {
  readonly headings: readonly Heading[];
  readonly wordCount: number;
}): Article['headings'] {
  const sections = headings.filter((heading) => heading.depth <= 3);
  return wordCount >= wordsForContents && sections.length >= sectionsForContents ? sections : [];
}

/** Of a longer series the parts around this one are named: a page must not grow with every part. */
const mostParts = 12;

function findSeriesPlace(edition: Edition, article: Article): SeriesPlace | null {
  if (!article.series) return null;
  const { id, part } = article.series;
  const parts = (edition.bySeries.get(id) ?? []).map((one) => ({
    part: one.series?.part ?? 0,
    title: one.title,
    href: articlePath(edition.scope, one.slug),
  }));
  const at = parts.findIndex((one) => one.part === part);
  const link = (index: number): Link | null => {
    const one = parts[index];
    return one ? { label: one.title, href: one.href } : null;
  };
  return {
    title: edition.series.get(id)?.name ?? id,
    href: seriesPath(edition.scope, id),
    part,
    count: parts.length,
    parts: parts.length > mostParts ? parts.slice(Math.max(0, at - 4), at + 5) : parts,
    previous: at > 0 ? link(at - 1) : null,
    next: link(at + 1),
  };
}
