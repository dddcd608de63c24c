import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  archivePath,
  articleMarkdownPath,
  articlePath,
  authorPath,
  feedPaths,
  homePath,
  openGraphImagePath,
  plainPagePath,
  seriesPath,
  topicPath,
  topicsPath,
  type LocaleScope,
} from '#src/shared/paths.ts';
import { calendarMonth } from '#src/shared/dates.ts';
import type { ArticleFrontMatter } from '../schemas/articles.ts';
import type { Site } from '../schemas/site.ts';
import type { WrittenEntry } from './read-entries.ts';

/** What is built at each path, so that links can be checked before anything is built. */
export interface SiteMap {
  /** Paths of pages and files, decoded, pages with their slash at the end. */
  readonly paths: ReadonlySet<string>;
  /** Which content file is shown at a path, for checking anchors. */
  readonly files: ReadonlyMap<string, string>;
  /** The path at which a content file is shown, or why it is not. */
  readonly places: ReadonlyMap<string, { readonly path: string; readonly hiddenBecause: string | null }>;
}

export interface SiteMapSource {
  readonly site: Site;
  readonly publicFolder: string;
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
  readonly pages: readonly WrittenEntry<{ readonly draft: boolean }>[];
  /** Why an article is not built now; null if it is. */
  readonly hiddenBecause: (article: { readonly draft: boolean; readonly publishedAt?: Date }) => string | null;
}

/** Lists every path that this content makes. Grows linearly with the content. */
export async function makeSiteMap(source: SiteMapSource): Promise<SiteMap> {
  const { site } = source;
  const defaultLocale = site.locales[0]?.code ?? 'en';
  const paths = new Set<string>(['/sitemap-index.xml', '/robots.txt', '/llms.txt', '/404.html']);
  const files = new Map<string, string>();
  const places = new Map<string, { path: string; hiddenBecause: string | null }>();
  const addList = (first: string): void => {
    const feeds = feedPaths(first);
    for (const one of [first, feeds.rss, feeds.atom, feeds.json]) paths.add(one);
  };
  for (const { code } of site.locales) {
    const scope = { locale: code, defaultLocale };
    addList(homePath(scope));
    paths.add(topicsPath(scope));
  }
  for (const article of source.articles) {
    const scope = { locale: article.locale, defaultLocale };
    const place = articlePath(scope, article.slug);
    const hiddenBecause = source.hiddenBecause(article.fields);
    places.set(article.file, { path: place, hiddenBecause });
    if (hiddenBecause !== null) continue;
    files.set(place, article.file);
    for (const made of articlePaths(article, scope, site)) paths.add(made);
    for (const topic of article.fields.topics) addList(topicPath(scope, topic));
    for (const author of article.fields.authors) addList(authorPath(scope, author));
  }
  for (const page of source.pages) {
    const place = plainPagePath({ locale: page.locale, defaultLocale }, page.slug);
    const hiddenBecause = source.hiddenBecause(page.fields);
    places.set(page.file, { path: place, hiddenBecause });
    if (hiddenBecause !== null) continue;
    files.set(place, page.file);
    paths.add(place);
  }
  for (const file of await listPublicFiles(source.publicFolder)) paths.add(file);
  return { paths, files, places };
}

function articlePaths(article: WrittenEntry<ArticleFrontMatter>, scope: LocaleScope, site: Site): string[] {
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
    .map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')}`);
}
