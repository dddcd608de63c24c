import { formatDayAndMonth, formatLongDate } from '#src/shared/dates.ts';
import { articlePath, authorPath } from '#src/shared/paths.ts';
import type { Edition } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import { topicLink, type Link } from './frame.ts';

/** An article as lists show it. */
export interface Card {
  readonly href: string;
  readonly title: string;
  readonly description: string;
  /** For machines: ISO 8601. */
  readonly date: string;
  /** In words. */
  readonly longDate: string;
  readonly shortDate: string;
  readonly section: Link | null;
  readonly authors: readonly Link[];
  readonly readingTime: string;
  readonly isForMembers: boolean;
  readonly cover: Article['cover'] | null;
}

/** Words a minute that an adult reads of plain prose (Brysbaert 2019, 238 for English). */
const wordsPerMinute = 238;

export function makeCard(edition: Edition, article: Article): Card {
  const { scope, words } = edition;
  const [topic] = article.topics;
  return {
    href: articlePath(scope, article.slug),
    title: article.title,
    description: article.description,
    date: article.publishedAt.toISOString(),
    longDate: formatLongDate(article.publishedAt, edition.dateStyle),
    shortDate: formatDayAndMonth(article.publishedAt, edition.dateStyle),
    section: topic === undefined ? null : topicLink(edition, topic),
    authors: article.authors.map((id) => ({
      label: edition.authors.get(id)?.name ?? id,
      href: authorPath(scope, id),
    })),
    readingTime: words.tCount(
      'article.reading-time',
      Math.max(1, Math.round(article.wordCount / wordsPerMinute)),
    ),
    isForMembers: article.access === 'members',
    cover: article.cover ?? null,
  };
}
