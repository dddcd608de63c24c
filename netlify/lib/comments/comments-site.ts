import type {
  CommentedArticles,
  CommentsSettings,
} from '#src/shared/comments/comments-settings.ts';
import { articlePath } from '#src/shared/paths.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import {
  readFile,
  SiteError,
  type NewsletterSite,
  type SiteFile,
} from '#netlify/lib/newsletter/newsletter-site.ts';

/* What the build wrote for comments: settings, the articles that take them, the page around them. */

/** The site that comments belong to; the newsletter's is the same. */
export type CommentsSite = NewsletterSite;

/** An article that takes comments. */
export interface CommentedArticle {
  /** `en/a-first-article`: what its comments are kept under. */
  readonly key: string;
  readonly title: string;
  /** Where it is. */
  readonly path: string;
  /** Whether it is for members, and its comments with it: they would quote it to everybody. */
  readonly isForMembers: boolean;
  /** Of its language. */
  readonly settings: CommentsSettings;
}

/**
 * The settings for a language; those of the default one where it is null or not one of the site's:
 * strangers name languages, and nothing is fetched in their words.
 *
 * @throws Refusal where the site has no comments
 */
export async function readCommentsSettings(
  site: CommentsSite,
  locale: string | null,
): Promise<CommentsSettings> {
  const settings = await readJson<CommentsSettings>(site, '/account/comments/served.json');
  if (settings === null) throw new Refusal(404, 'no_comments', 'This site has no comments.');
  const own = settings.locales.find(({ code, isDefault }) => code === locale && !isDefault);
  const other =
    own && (await readJson<CommentsSettings>(site, `${folderOf({ locale: own.code })}served.json`));
  return other ?? settings;
}

/** The article of that name. @throws Refusal where there is none, or it takes no comments */
export async function findArticle(
  site: CommentsSite,
  key: string | null,
): Promise<CommentedArticle> {
  const { locale, slug } = partsOf(key);
  const settings = await readCommentsSettings(site, locale);
  const articles =
    settings.locale === locale
      ? await readJson<CommentedArticles>(site, `${folderOf(settings)}articles.json`)
      : null;
  const title =
    articles !== null && Object.hasOwn(articles.titles, slug) ? articles.titles[slug] : undefined;
  if (articles === null || title === undefined) {
    throw new Refusal(404, 'unknown_article', 'There is no such article that takes comments.', {
      field: 'article',
    });
  }
  const defaultLocale = settings.locales.find(({ isDefault }) => isDefault)?.code ?? locale;
  return {
    key: `${locale}/${slug}`,
    title,
    path: encodeURI(articlePath({ locale, defaultLocale }, slug)),
    isForMembers: articles.forMembers.includes(slug),
    settings,
  };
}

/** `en/a-first-article`, in parts; a key in any other form is nobody's. */
export function partsOf(key: string | null): { locale: string; slug: string } {
  const [locale = '', slug = '', ...more] = (key ?? '').split('/');
  return more.length === 0 ? { locale, slug } : { locale: '', slug: '' };
}

/** The page that functions write into. */
export async function readCommentsShell(
  site: CommentsSite,
  settings: CommentsSettings,
): Promise<SiteFile> {
  const shell = await readFile(site, `${folderOf(settings)}served.txt`);
  if (shell === null) throw new SiteError('The page for comments is not there.');
  return shell;
}

function folderOf({
  locale,
  isDefault = false,
}: {
  readonly locale: string;
  readonly isDefault?: boolean;
}): string {
  return `${isDefault ? '' : `/${locale}`}/account/comments/`;
}

const parsed = new WeakMap<SiteFile, unknown>();

/** A file that was written by the build that this function belongs to, so that it is what it should be. */
async function readJson<Value>(site: CommentsSite, path: string): Promise<Value | null> {
  const file = await readFile(site, path);
  if (file === null) return null;
  const value = parsed.get(file) ?? (JSON.parse(file.text) as unknown);
  parsed.set(file, value);
  return value as Value;
}
