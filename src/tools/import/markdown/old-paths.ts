import { decoded, pathFromPattern } from './addresses.ts';
import type { ReadArticle } from './read-article.ts';
import type { Report } from './report.ts';

/**
 * Gives each article the old paths that lead to it. A path that two articles claim goes to the
 * first; one that is an article's new path needs no redirect.
 */
export function assignOldPaths(
  articles: readonly ReadArticle[],
  patterns: readonly string[],
  report: Report,
): Map<ReadArticle, readonly string[]> {
  const owners = new Map<string, ReadArticle>();
  const assigned = new Map<ReadArticle, readonly string[]>();
  for (const article of articles) {
    const made = patterns.flatMap((pattern) => pathFromPattern(pattern, patternValues(article)) ?? []);
    const own: string[] = [];
    for (const path of [...article.oldPaths, ...made]) {
      const key = decoded(path).replace(/\/$/, '');
      const owner = owners.get(key);
      if (owner && owner !== article) {
        report.forFile(article.file).note('left out', 'old address that another article has too', null, path);
      }
      if (owner) continue;
      owners.set(key, article);
      own.push(path);
    }
    assigned.set(article, own);
  }
  return assigned;
}

function patternValues({ file, wishedSlug, publishedAt, topics }: ReadArticle) {
  return { file, slug: wishedSlug, date: publishedAt, categories: topics.map(({ id }) => id) };
}
