import type { Edition } from './publication.ts';
import type { Article } from './schemas/articles.ts';

const mostRelated = 3;
/** Newest articles of each topic that are looked at: the work for a page does not grow with the site. */
const lookedAtPerTopic = 40;

/**
 * Articles a reader of this one may want next: those that share topics with it, rare topics counting
 * more, the nearest in time first among equals. Parts of its own series are left out: they are named
 * beside it already.
 */
export function findRelated({ byTopic }: Edition, article: Article): Article[] {
  const scores = new Map<Article, number>();
  for (const topic of article.topics) {
    const others = byTopic.get(topic) ?? [];
    const weight = 1 / Math.log2(2 + others.length);
    for (const other of others.slice(0, lookedAtPerTopic)) {
      const isSameSeries = article.series !== undefined && other.series?.id === article.series.id;
      if (other === article || isSameSeries) continue;
      scores.set(other, (scores.get(other) ?? 0) + weight);
    }
  }
  const distance = (other: Article): number =>
    Math.abs(other.publishedAt.getTime() - article.publishedAt.getTime());
  return [...scores]
    .toSorted(
      ([a, scoreA], [b, scoreB]) =>
        scoreB - scoreA || distance(a) - distance(b) || (a.slug < b.slug ? -1 : 1),
    )
    .slice(0, mostRelated)
    .map(([other]) => other);
}
