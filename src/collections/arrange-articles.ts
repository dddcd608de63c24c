import type { Article } from './schemas/articles.ts';

/** Newest first; articles of the same moment by slug, so that every build gives the same order. */
export function newestFirst(articles: readonly Article[]): Article[] {
  return articles.toSorted(
    (a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.slug < b.slug ? -1 : 1),
  );
}

export function groupBy<Key>(
  articles: readonly Article[],
  keysOf: (article: Article) => readonly Key[],
): Map<Key, Article[]> {
  const groups = new Map<Key, Article[]>();
  for (const article of articles) {
    for (const key of keysOf(article)) {
      const group = groups.get(key);
      if (group) group.push(article);
      else groups.set(key, [article]);
    }
  }
  return groups;
}

export function inOrderOfParts(articles: readonly Article[]): Article[] {
  return articles.toSorted((a, b) => (a.series?.part ?? 0) - (b.series?.part ?? 0));
}
