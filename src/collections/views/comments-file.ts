import type {
  CommentedArticles,
  CommentsSettings,
} from '#src/shared/comments/comments-settings.ts';
import { localize } from '#src/shared/localize.ts';
import { makeCommentWords } from '#src/shared/strings/comments-words.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';

/** Whoever comments has an account. */
export function hasComments({ site }: Publication): boolean {
  return site.features.comments && site.features.accounts;
}

/** What an article's comments are kept under, `en/a-first-article`; null where it takes none. */
export function commentsKey(
  publication: Publication,
  { scope }: Edition,
  { slug, comments }: Article,
): string | null {
  return comments && hasComments(publication) ? `${scope.locale}/${slug}` : null;
}

/** What functions are told of comments. */
export function makeCommentsSettings(
  { site, defaultLocale }: Publication,
  { scope, words, dateStyle }: Edition,
): CommentsSettings {
  return {
    title: localize(site.title, scope),
    locale: scope.locale,
    isDefault: scope.locale === defaultLocale,
    formats: dateStyle.locale,
    timeZone: site.timeZone,
    locales: site.locales.map(({ code }) => ({ code, isDefault: code === defaultLocale })),
    words: makeCommentWords(words),
  };
}

/** Which articles of a language take comments. */
export function makeCommentedArticles({ articles }: Edition): CommentedArticles {
  const commented = articles.filter(({ comments }) => comments);
  return {
    titles: Object.fromEntries(commented.map(({ slug, title }) => [slug, title])),
    forMembers: commented.filter(({ access }) => access === 'members').map(({ slug }) => slug),
  };
}
