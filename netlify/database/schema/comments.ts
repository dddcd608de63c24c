import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { moment } from './moment.ts';

/* What readers write under articles. What is kept for how long: the page "Privacy". */

export const commentStates = ['waiting', 'shown', 'rejected'] as const;

export type CommentState = (typeof commentStates)[number];

/**
 * Comments, and replies to them, which have none of their own. One that was deleted keeps its row
 * without its text, so that replies stay where they are. A trigger of the migration does the same when
 * its author's account goes: then nobody wrote it.
 */
export const comments = pgTable(
  'comments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** In the order of writing. */
    position: bigserial('position', { mode: 'number' }).notNull().unique(),
    /** The position of the comment that this belongs to: its own, unless it is a reply. */
    thread: bigint('thread', { mode: 'number' }).notNull(),
    /** `en/a-first-article`. */
    article: text('article').notNull(),
    parentId: uuid('parent_id').references((): AnyPgColumn => comments.id, { onDelete: 'cascade' }),
    authorId: text('author_id').references(() => users.id, { onDelete: 'set null' }),
    /**
     * The name that it is shown under: its author's as an editor last read it, which is not always
     * the one of today. Nobody's where the account was deleted.
     */
    authorName: text('author_name'),
    /** As `cleanText` answers it; empty where it was deleted. */
    body: text('body').notNull(),
    state: text('state', { enum: commentStates }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    editedAt: moment('edited_at'),
    deletedAt: moment('deleted_at'),
    /** When an editor last decided on it: from then on it is as it is. */
    judgedAt: moment('judged_at'),
  },
  (table) => [
    check('comment_state_is_known', sql`${table.state} in ('waiting', 'shown', 'rejected')`),
    check('comment_is_deleted_whole', sql`${table.deletedAt} is null or ${table.body} = ''`),
    // What stands under an article, page by page.
    index('comments_by_article').on(table.article, table.thread, table.position),
    index('comments_by_parent').on(table.parentId),
    // What somebody wrote.
    index('comments_by_author').on(table.authorId, table.position),
    // What was last decided on of it.
    index('comments_judged')
      .on(table.authorId, table.judgedAt)
      .where(sql`${table.judgedAt} is not null`),
    index('comments_waiting')
      .on(table.position)
      .where(sql`${table.state} = 'waiting' and ${table.deletedAt} is null`),
    index('comments_rejected')
      .on(table.judgedAt)
      .where(sql`${table.state} = 'rejected' and ${table.deletedAt} is null`),
  ],
);

/** Who asks editors to look at a comment: once each. */
export const commentReports = pgTable(
  'comment_reports',
  {
    commentId: uuid('comment_id')
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' }),
    reporterId: text('reporter_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When editors had looked. */
    settledAt: moment('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.commentId, table.reporterId] }),
    index('comment_reports_by_reporter').on(table.reporterId),
    index('comment_reports_open')
      .on(table.createdAt, table.commentId)
      .where(sql`${table.settledAt} is null`),
  ],
);
