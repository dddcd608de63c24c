import { reservedSegments } from '#src/shared/paths.ts';
import { decoded, pathFromPattern, type PatternValues } from './addresses.ts';
import type { ReadArticle } from './read-article.ts';
import type { Report } from './report.ts';

/** What old paths must not collide with. */
export interface TakenPaths {
  /** The new path of each article. */
  readonly newPaths: ReadonlyMap<ReadArticle, string>;
  /** Paths of plain pages, and those that the owner redirects. */
  readonly others: Iterable<string>;
}

const files =
  /^\/(?:(?:rss|atom)\.xml|feed\.json|sitemap-index\.xml|robots\.txt|llms\.txt|404\.html)$/;

/**
 * Gives each article the old paths that lead to it. A path that two articles claim goes to the
 * first; one that a page of the new site has is none: a redirect would hide the page.
 */
export function assignOldPaths(
  articles: readonly ReadArticle[],
  patterns: readonly string[],
  { report, newPaths, others }: TakenPaths & { readonly report: Report },
): Map<ReadArticle, readonly string[]> {
  const taken = new Set([...newPaths.values(), ...others].map((path) => pathKey(path)));
  const owners = new Map<string, ReadArticle>();
  const assigned = new Map<ReadArticle, readonly string[]>();
  for (const article of articles) {
    const own: string[] = [];
    const leaveOut = (reason: string, path: string): void =>
      report.forFile(article.file).note('left out', reason, null, path);
    for (const path of knownOldPaths(article, patterns)) {
      const key = pathKey(path);
      const owner = owners.get(key);
      if (owner && owner !== article) leaveOut('old address that another article has too', path);
      if (owner || key === pathKey(newPaths.get(article) ?? '')) continue;
      if (taken.has(key) || isPage(key)) {
        leaveOut('old address that the new site uses itself', path);
        continue;
      }
      owners.set(key, article);
      own.push(path);
    }
    assigned.set(article, own);
  }
  return assigned;
}

/** Lists, the search and the like: every path below them is the new site's. */
function isPage(key: string): boolean {
  const first = key.split('/')[1] ?? '';
  return files.test(key) || (first !== 'articles' && reservedSegments.has(first));
}

/** One spelling for all of a path, as the build compares them. */
export function pathKey(path: string): string {
  return decoded(path).normalize('NFC').replace(/\/$/, '');
}

/** Old paths that the front matter or the owner's patterns give. */
export function knownOldPaths(article: ReadArticle, patterns: readonly string[]): string[] {
  const values = patternValues(article);
  return [
    ...article.oldPaths,
    ...patterns.flatMap((pattern) => pathFromPattern(pattern, values) ?? []),
  ];
}

/** What patterns of old paths are filled with. */
export function patternValues(article: ReadArticle): PatternValues {
  const { file, wishedSlug, publishedAt, topics } = article;
  return { file, slug: wishedSlug, date: publishedAt, categories: topics.map(({ id }) => id) };
}
