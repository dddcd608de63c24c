import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  accountPath,
  archivePath,
  articleMarkdownPath,
  articlePath,
  authorPath,
  feedPaths,
  homePath,
  newsletterEditionsPath,
  newsletterPath,
  openGraphImagePath,
  plainPagePath,
  seriesPath,
  topicPath,
  topicsPath,
  type LocaleScope,
} from '#src/shared/paths.ts';
import { calendarMonth } from '#src/shared/dates.ts';
import type { ArticleFrontMatter } from '#src/collections/schemas/articles.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import type { WrittenEntry } from './read-entries.ts';

/** What is built at each path, so that links can be checked before anything is built. */
export interface SiteMap {
  /** Paths of pages and files, decoded, pages with their slash at the end. */
  readonly paths: Pick<ReadonlySet<string>, 'has'>;
  /** Which content file is at a path, shown or not. */
  readonly files: ReadonlyMap<string, string>;
  /** The place of each content file. */
  readonly places: ReadonlyMap<string, Place>;
  /** Paths of files in `public/` that a page or file of the site would be written over. */
  readonly covered: readonly string[];
}

/** The path at which a content file is shown, or why it is not. */
export interface Place {
  readonly path: string;
  readonly hiddenBecause: string | null;
  /** From when it is shown, in milliseconds; never, for a draft. */
  readonly shownFrom: number;
}

export interface SiteMapSource {
  readonly site: Site;
  readonly publicFolder: string;
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
  readonly pages: readonly WrittenEntry<{ readonly draft: boolean }>[];
  /** Files that could not be read: where they would be, something is. */
  readonly unread: ReadonlySet<string>;
  /** Why an article is not built now; null if it is. */
  readonly hiddenBecause: (article: {
    readonly draft: boolean;
    readonly publishedAt?: Date;
  }) => string | null;
}

/** Lists every path that this content makes. Grows linearly with the content. */
export async function makeSiteMap(source: SiteMapSource): Promise<SiteMap> {
  const { site } = source;
  const defaultLocale = site.locales[0]?.code ?? 'en';
  const paths = new Set<string>(['/sitemap-index.xml', '/robots.txt', '/llms.txt', '/404.html']);
  const files = new Map<string, string>();
  const places = new Map<string, Place>();
  const addList = (first: string): void => {
    const feeds = feedPaths(first);
    for (const one of [first, feeds.rss, feeds.atom, feeds.json]) paths.add(one);
  };
  for (const { code } of site.locales) {
    const scope = { locale: code, defaultLocale };
    addList(homePath(scope));
    paths.add(topicsPath(scope));
    if (site.newsletter) for (const made of newsletterPaths(scope)) paths.add(made);
    if (site.features.accounts) for (const made of accountPaths(scope)) paths.add(made);
  }
  for (const article of source.articles) {
    const scope = { locale: article.locale, defaultLocale };
    const place = articlePath(scope, article.slug);
    const hiddenBecause = source.hiddenBecause(article.fields);
    files.set(place, article.file);
    places.set(article.file, { path: place, hiddenBecause, shownFrom: shownFrom(article.fields) });
    if (hiddenBecause !== null) continue;
    for (const made of articlePaths(article, scope, site)) paths.add(made);
    for (const topic of article.fields.topics) addList(topicPath(scope, topic));
    for (const author of article.fields.authors) addList(authorPath(scope, author));
  }
  for (const page of source.pages) {
    const place = plainPagePath({ locale: page.locale, defaultLocale }, page.slug);
    const hiddenBecause = source.hiddenBecause(page.fields);
    files.set(place, page.file);
    places.set(page.file, { path: place, hiddenBecause, shownFrom: shownFrom(page.fields) });
    if (hiddenBecause !== null) continue;
    paths.add(place);
  }
  for (const file of source.unread) {
    const place = places.has(file) ? null : placeByName(file, defaultLocale);
    if (place === null) continue;
    places.set(file, { path: place, hiddenBecause: null, shownFrom: 0 });
    paths.add(place);
  }
  const publicFiles = await listPublicFiles(source.publicFolder);
  // The owner's own `robots.txt` is served in place of ours.
  const covered = publicFiles.filter(
    (file) => file !== '/robots.txt' && paths.has(file.replace(/\/index\.html$/, '/')),
  );
  for (const file of publicFiles) paths.add(file);
  return { paths, files, places, covered };
}

function shownFrom({
  draft,
  publishedAt,
}: {
  readonly draft: boolean;
  readonly publishedAt?: Date;
}): number {
  return draft ? Number.POSITIVE_INFINITY : (publishedAt?.getTime() ?? 0);
}

/** The path that a file has for its name alone. */
function placeByName(file: string, defaultLocale: string): string | null {
  const match = /^(articles|pages)\/([^/]+)\/([^/]+?)(?:\/index)?\.md$/.exec(file);
  if (!match) return null;
  const [, folder, locale = '', slug = ''] = match;
  return (folder === 'articles' ? articlePath : plainPagePath)({ locale, defaultLocale }, slug);
}

function newsletterPaths(scope: LocaleScope): string[] {
  const first = newsletterPath(scope);
  const files = ['sent/', 'confirmed/', 'served.json', 'served.txt'];
  return [first, newsletterEditionsPath(scope), ...files.map((file) => first + file)];
}

function accountPaths(scope: LocaleScope): string[] {
  const first = accountPath(scope);
  const served = [first, `${first}comments/`].flatMap((folder) => [
    `${folder}served.json`,
    `${folder}served.txt`,
  ]);
  return [first, ...served, `${first}comments/articles.json`];
}

function articlePaths(
  article: WrittenEntry<ArticleFrontMatter>,
  scope: LocaleScope,
  site: Site,
): string[] {
  const { slug, fields } = article;
  const { year } = calendarMonth(fields.publishedAt, site.timeZone);
  return [
    articlePath(scope, slug),
    archivePath(scope, year),
    ...(fields.series ? [seriesPath(scope, fields.series.id)] : []),
    ...(site.features.markdownTwins ? [articleMarkdownPath(scope, slug)] : []),
    ...(site.features.openGraphImages ? [openGraphImagePath(scope, slug)] : []),
  ];
}

async function listPublicFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(
      (entry) =>
        `/${path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')}`,
    );
}
