import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

/* What Contentful told of changes, and what is to be done because of it. Nothing of anybody. */

/** Messages that were taken, by the SHA-256 of their signature, for as long as one would be taken again. */
export const contentfulMessages = pgTable(
  'contentful_messages',
  {
    digest: text('digest').primaryKey(),
    receivedAt: moment('received_at').notNull(),
  },
  (table) => [index('contentful_messages_by_age').on(table.receivedAt)],
);

/** What the CDN keeps under a tag is made anew once more at `due_at`: Contentful may be behind itself. */
export const contentfulPurges = pgTable(
  'contentful_purges',
  {
    tag: text('tag').primaryKey(),
    firstAt: moment('first_at').notNull(),
    /** When it was last asked of the CDN right after a message. */
    purgedAt: moment('purged_at').notNull(),
    dueAt: moment('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [index('contentful_purges_due').on(table.dueAt)],
);

/** The build that changes ask for: one row, or none. */
export const contentfulBuilds = pgTable('contentful_builds', {
  id: integer('id').primaryKey(),
  /** When the first change came that no build has been asked for. */
  firstAt: moment('first_at').notNull(),
  lastAt: moment('last_at').notNull(),
  /** Until when somebody watches over it. */
  watchedUntil: moment('watched_until').notNull(),
  /** Until when somebody is asking for the build. */
  claimedUntil: moment('claimed_until'),
  /** Not before, after a refusal. */
  retryAt: moment('retry_at'),
  attempts: integer('attempts').notNull().default(0),
});
