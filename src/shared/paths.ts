/**
 * Every public path of the site, made in one place. The default locale has no prefix; others live
 * under `/<locale>/`. Paths begin and end with a slash unless they name a file.
 */

/** Who the reader's path is for: the locale of a page and the site's default locale. */
export interface LocaleScope {
  readonly locale: string;
  readonly defaultLocale: string;
}

/** `/` or `/<locale>/`. */
export function homePath({ locale, defaultLocale }: LocaleScope): string {
  return locale === defaultLocale ? '/' : `/${locale}/`;
}

/** The value of the `[...locale]` route parameter: absent for the default locale. */
export function localeParam({ locale, defaultLocale }: LocaleScope): string | undefined {
  return locale === defaultLocale ? undefined : locale;
}

/** Page `page` (from 1) of the list that starts at `first`. */
export function listPagePath(first: string, page: number): string {
  return page === 1 ? first : `${first}page/${page}/`;
}

export function articlePath(scope: LocaleScope, slug: string): string {
  return `${homePath(scope)}articles/${slug}/`;
}

/** The scope of a path by what stands in it: the default one where nothing does. */
export function scopeOfPath(locale: string | null): LocaleScope {
  return { locale: locale ?? '', defaultLocale: '' };
}

/**
 * Which article a path may be of, `/articles/<slug>/` or `/<locale>/articles/<slug>/` with or without
 * its last slash, as it stands in an address; null for all other paths.
 */
export function parseArticlePath(
  pathname: string,
): { readonly locale: string | null; readonly slug: string } | null {
  const [, locale, written = ''] =
    /^(?:\/([a-z]{2,3}(?:-[a-z0-9]{2,8})*))?\/articles\/([^/]+)\/?$/.exec(pathname) ?? [];
  const slug = decode(written)?.normalize('NFC') ?? '';
  // Dots alone lead elsewhere, and none of the others is in a slug or an id.
  const isNamed = /^(?!\.+$)[\p{L}\p{M}\p{N}._-]{1,200}$/u.test(slug);
  return isNamed ? { locale: locale ?? null, slug } : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What only members are served of the article at a path: its page with the text, and its pictures. */
export function membersFolder(article: string): string {
  return `${article}members/`;
}

/** Where a function makes the page of an article anew. */
export function freshPath(article: string): string {
  return `${article}fresh/`;
}

/** The same of its Markdown. */
export function freshMarkdownPath(article: string): string {
  return `${article}fresh.md`;
}

/** What the build made of an article, for that function: it is asked in the place of the page. */
export function flatCopyPath(article: string): string {
  return `${article}served.txt`;
}

/** The same of its Markdown. */
export function flatMarkdownPath(article: string): string {
  return `${article}served.md`;
}

/** Where editors see an article as it is to be. A function answers it. */
export function previewPath(article: string): string {
  return `/preview${article}`;
}

/** Where that function has the page from: nobody else is answered there. */
export function draftPath(article: string): string {
  return `${article}draft/`;
}

/** What pages of a language are made with that no build has seen yet. */
export function freshSettingsPath(scope: LocaleScope): string {
  return `${homePath(scope)}articles/served.json`;
}

/** Where readers sign in, and where they are led afterwards if that is a page of the site. */
export function signInPath(scope: LocaleScope, returnTo: string): string {
  return `${accountPath(scope)}?returnTo=${encodeURIComponent(returnTo)}`;
}

/** The Markdown twin of an article, for readers who are programs. */
export function articleMarkdownPath(scope: LocaleScope, slug: string): string {
  return `${homePath(scope)}articles/${slug}.md`;
}

export function openGraphImagePath(scope: LocaleScope, slug: string): string {
  return `${homePath(scope)}og/${slug}.png`;
}

export function topicsPath(scope: LocaleScope): string {
  return `${homePath(scope)}topics/`;
}

export function topicPath(scope: LocaleScope, id: string): string {
  return `${topicsPath(scope)}${id}/`;
}

export function authorPath(scope: LocaleScope, id: string): string {
  return `${homePath(scope)}authors/${id}/`;
}

export function seriesPath(scope: LocaleScope, id: string): string {
  return `${homePath(scope)}series/${id}/`;
}

export function archivePath(scope: LocaleScope, year: number): string {
  return `${homePath(scope)}archive/${year}/`;
}

export function searchPath(scope: LocaleScope): string {
  return `${homePath(scope)}search/`;
}

/** What the newsletter is, and its form. */
export function newsletterPath(scope: LocaleScope): string {
  return `${homePath(scope)}newsletter/`;
}

/** Everything that was sent. A function answers it. */
export function newsletterEditionsPath(scope: LocaleScope): string {
  return `${newsletterPath(scope)}editions/`;
}

/** Somebody's account. A function answers it. */
export function accountPath(scope: LocaleScope): string {
  return `${homePath(scope)}account/`;
}

export function plainPagePath(scope: LocaleScope, slug: string): string {
  return `${homePath(scope)}${slug}/`;
}

/** The three feeds of a list, given the path of its first page. */
export function feedPaths(first: string): { rss: string; atom: string; json: string } {
  return { rss: `${first}rss.xml`, atom: `${first}atom.xml`, json: `${first}feed.json` };
}

/** `path` as an absolute URL of the site at `origin`, percent-encoded as browsers send it. */
export function absoluteUrl(path: string, origin: string): string {
  return new URL(path, origin).href;
}

/** First path segments that pages of Broadsheet use now or will use: no plain page may take them. */
export const reservedSegments: ReadonlySet<string> = new Set([
  '_astro',
  '_server-islands',
  '.netlify',
  '__inbox',
  '404',
  'account',
  'api',
  'archive',
  'articles',
  'authors',
  'newsletter',
  'og',
  'page',
  'pagefind',
  'preview',
  'search',
  'series',
  'topics',
]);
