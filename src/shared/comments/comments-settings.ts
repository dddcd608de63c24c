/*
 * What the functions of comments need to know of the publication. The build writes it for each
 * language to `/account/comments/served.json` (others under their prefix), and beside it, in
 * `articles.json`, the articles that take comments: nobody comments on addresses that they made up.
 * Functions fetch both from the site that they belong to.
 */

export interface CommentsSettings {
  /** The name of the publication. */
  readonly title: string;
  /** The language of this file, and whether it is the default one, which has no prefix in paths. */
  readonly locale: string;
  readonly isDefault: boolean;
  /** Whose dates and numbers are used. */
  readonly formats: string;
  readonly timeZone: string;
  /** The languages of the publication, this one among them. */
  readonly locales: readonly { readonly code: string; readonly isDefault: boolean }[];
  readonly words: CommentWords;
}

/** The articles of a language that take comments. */
export interface CommentedArticles {
  /** By slug. */
  readonly titles: Readonly<Record<string, string>>;
  /** The slugs of those for members: only members read and write there. */
  readonly forMembers: readonly string[];
}

/** Words of comments, by their keys in the interface strings without `comments.` */
export type CommentWords = Readonly<Record<CommentWord, string>>;

/** The keys of those that scripts in the browser need. `{name}` stands for a reader's. */
export const islandCommentWords = [
  'heading',
  'none',
  'show',
  'more',
  'label',
  'reply.label',
  'hint',
  'submit',
  'sending',
  'reply',
  'edit',
  'save',
  'cancel',
  'delete',
  'delete.sure',
  'report',
  'report.sure',
  'editor',
  'edited',
  'gone',
  'waiting',
  'rejected',
  'sign-in',
  // What helps where a form was refused, by the code of the error.
  'signed_out',
  'missing_name',
  'signed-in',
  'done.shown',
  'done.waiting',
  'done.edited',
  'done.deleted',
  'done.reported',
  'error.unavailable',
] as const;

export type IslandCommentWords = Readonly<Record<(typeof islandCommentWords)[number], string>>;

/** The keys of all of them. `{article}` stands for a title. */
export const commentWords = [
  ...islandCommentWords,
  // Mistakes: by the code of the error.
  'error.missing_body',
  'error.too_long',
  'error.too_many_requests',
  'error.too_many_waiting',
  'error.signed_out',
  'error.missing_name',
  'error.unknown_parent',
  'error.unknown_comment',
  'error.too_late',
  'error.invalid_request',
  'trap',
  'title',
  'link',
  'back',
  'unnamed',
  'mine',
  'mine.none',
  'mine.edit',
  'moderation.title',
  'moderation.waiting',
  'moderation.reported',
  'moderation.none',
  'moderation.reports',
  'moderation.approve',
  'moderation.reject',
  'moderation.approved',
  'moderation.kept-back',
  'moderation.changed',
  'moderation.next',
] as const;

export type CommentWord = (typeof commentWords)[number];
