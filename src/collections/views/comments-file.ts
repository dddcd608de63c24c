import type { ArticleTitles, CommentsSettings } from '#src/shared/comments/comments-settings.ts';
import { localize } from '#src/shared/localize.ts';
import { makeCommentWords } from '#src/shared/strings/comments-words.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';

/** Whoever comments has an account. */
export function hasComments({ site }: Publication): boolean {
  return site.features.comments && site.features.accounts;
}

/** Comments are the same for everybody, so that members' articles have none: they would be quoted there. */
export function takesComments({ comments, access }: Article): boolean {
  return comments && access === 'public';
}

/** `en/a-first-article` */
export function commentsKey({ scope }: Edition, { slug }: Article): string {
  return `${scope.locale}/${slug}`;
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

/** The articles of a language that take comments. */
export function makeArticleTitles({ articles }: Edition): ArticleTitles {
  return Object.fromEntries(articles.filter(takesComments).map(({ slug, title }) => [slug, title]));
}
