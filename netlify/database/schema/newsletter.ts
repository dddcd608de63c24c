import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

/*
 * What the publication keeps of its readers. Migrations are made from this by `npx drizzle-kit
 * generate`; one that has been applied anywhere is never changed. What is kept for how long, and
 * why: the article "What the newsletter knows".
 */

export const statuses = ['pending', 'confirmed', 'unsubscribed'] as const;
export const frequencies = ['each', 'weekly'] as const;

export type Status = (typeof statuses)[number];
export type Frequency = (typeof frequencies)[number];

/** Who asked for the newsletter. Pending ones are deleted after a week, the others on request. */
export const subscribers = pgTable(
  'subscribers',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** In small ASCII letters, as `parseMailAddress` answers it. */
    address: text('address').notNull().unique(),
    status: text('status', { enum: statuses }).notNull().default('pending'),
    locale: text('locale').notNull(),
    frequency: text('frequency', { enum: frequencies }).notNull().default('each'),
    /** Ids; all where there is none. */
    topics: text('topics').array().notNull().default([]),
    createdAt: moment('created_at').notNull().defaultNow(),
    confirmedAt: moment('confirmed_at'),
    unsubscribedAt: moment('unsubscribed_at'),
    /** When a mail was last sent because somebody wrote the address into the form. */
    answeredAt: moment('answered_at'),
    /** Mails that came back for now, each worth half of it after a month. */
    bounceScore: real('bounce_score').notNull().default(0),
    bouncedAt: moment('bounced_at'),
  },
  (table) => [
    check('status_is_known', sql`${table.status} in ('pending', 'confirmed', 'unsubscribed')`),
    check('frequency_is_known', sql`${table.frequency} in ('each', 'weekly')`),
    // Whom an edition goes to, in the order in which they are gone through.
    index('subscribers_by_edition')
      .on(table.locale, table.frequency, table.id)
      .where(sql`${table.status} = 'confirmed'`),
    index('subscribers_pending')
      .on(table.createdAt)
      .where(sql`${table.status} = 'pending'`),
  ],
);

export const consentKinds = [
  'requested',
  'confirmed',
  'unsubscribed',
  'resubscribed',
  'preferences',
  'imported',
  'bounced',
  'complained',
  'erased',
] as const;

export type ConsentKind = (typeof consentKinds)[number];

/** Who agreed to what, when and where. Rows are added and never changed: a trigger sees to it. */
export const consentEvents = pgTable(
  'consent_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** SHA-256 of the address: it outlives the address. */
    addressHash: text('address_hash').notNull(),
    kind: text('kind', { enum: consentKinds }).notNull(),
    at: moment('at').notNull().defaultNow(),
    /** What it was: the page of the form, the words that were agreed to, the line of an import. */
    proof: jsonb('proof').notNull().default({}),
  },
  (table) => [index('consent_events_by_address').on(table.addressHash, table.id)],
);

/** `leave` opens the preferences, too; it is in every mail and lasts as long as the subscriber. */
export const tokenPurposes = ['confirm', 'leave', 'export', 'erase'] as const;

export type TokenPurpose = (typeof tokenPurposes)[number];

/** Links that mails carry, for one purpose each. What stands in the mail is not kept, its SHA-256 is. */
export const tokens = pgTable(
  'tokens',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose', { enum: tokenPurposes }).notNull(),
    subscriberId: uuid('subscriber_id')
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Null: never, or not yet: its time begins when the mail is sent. */
    expiresAt: moment('expires_at'),
    usedAt: moment('used_at'),
  },
  (table) => [
    index('tokens_by_subscriber').on(table.subscriberId),
    index('tokens_by_expiry').on(table.expiresAt),
  ],
);

export const suppressionReasons = ['bounce', 'complaint', 'erased'] as const;

/** Addresses that nothing is mailed to, as hashes: they stay when the address is erased. */
export const suppressions = pgTable('suppressions', {
  addressHash: text('address_hash').primaryKey(),
  reason: text('reason', { enum: suppressionReasons }).notNull(),
  at: moment('at').notNull().defaultNow(),
});

/** `invite` is the mail that asks back, of those who were imported and have not asked themselves. */
export const mailKinds = ['confirm', 'invite', 'welcome', 'already', 'export', 'erase'] as const;

export type MailKind = (typeof mailKinds)[number];

/** Single mails that are to be sent. Written with what they are about, in one transaction. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind', { enum: mailKinds }).notNull(),
    subscriberId: uuid('subscriber_id')
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    /** Not before; null where it is sent or set aside. */
    dueAt: moment('due_at').defaultNow(),
    sentAt: moment('sent_at'),
    /** Given up after too many attempts. */
    setAsideAt: moment('set_aside_at'),
    lastError: text('last_error'),
  },
  (table) => [
    index('outbox_due')
      .on(table.dueAt)
      .where(sql`${table.dueAt} is not null`),
    index('outbox_by_subscriber').on(table.subscriberId),
    index('outbox_sent')
      .on(table.sentAt)
      .where(sql`${table.sentAt} is not null`),
    index('outbox_set_aside')
      .on(table.setAsideAt)
      .where(sql`${table.setAsideAt} is not null`),
  ],
);

/** An article as an edition announces it. */
export interface EditionArticle {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly publishedAt: string;
  readonly topics: readonly string[];
  readonly authors: readonly string[];
}

/** What was announced, to whom it goes by language and frequency. */
export const editions = pgTable(
  'editions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Its part of the path: `2026-11-25`, `2026-11-25-weekly`. */
    slug: text('slug').notNull(),
    locale: text('locale').notNull(),
    frequency: text('frequency', { enum: frequencies }).notNull(),
    articles: jsonb('articles').$type<readonly EditionArticle[]>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** The last subscriber that a delivery was written for, by id. */
    reachedId: uuid('reached_id'),
    /** When everybody had a delivery, and when all of them were done. */
    listedAt: moment('listed_at'),
    sentAt: moment('sent_at'),
  },
  (table) => [
    uniqueIndex('editions_by_slug').on(table.locale, table.slug),
    index('editions_by_date').on(table.locale, table.createdAt),
    index('editions_unsent')
      .on(table.createdAt)
      .where(sql`${table.sentAt} is null`),
  ],
);

/** Articles that an edition has announced: each once for a language and a frequency. */
export const announcements = pgTable(
  'announcements',
  {
    url: text('url').notNull(),
    locale: text('locale').notNull(),
    frequency: text('frequency', { enum: frequencies }).notNull(),
    editionId: uuid('edition_id').references(() => editions.id, { onDelete: 'set null' }),
  },
  (table) => [primaryKey({ columns: [table.locale, table.frequency, table.url] })],
);

export const deliveryStates = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** One edition to one subscriber, once. */
export const deliveries = pgTable(
  'deliveries',
  {
    editionId: uuid('edition_id')
      .notNull()
      .references(() => editions.id, { onDelete: 'cascade' }),
    subscriberId: uuid('subscriber_id')
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    state: text('state', { enum: deliveryStates }).notNull().default('queued'),
    /** Which mails are handed over together: the same after a crash, so that a provider knows them. */
    batchId: uuid('batch_id'),
    /** When it was first handed over: carriers know ids for a day. */
    handedAt: moment('handed_at'),
    attempts: integer('attempts').notNull().default(0),
    dueAt: moment('due_at').notNull().defaultNow(),
    sentAt: moment('sent_at'),
    /** Of the links for leaving and for preferences. */
    tokenHash: text('token_hash').notNull().unique(),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.editionId, table.subscriberId] }),
    index('deliveries_by_subscriber').on(table.subscriberId),
    // With the state before the time: to see that none is being sent, those that wait are not gone through.
    index('deliveries_due')
      .on(table.editionId, table.state, table.dueAt)
      .where(sql`${table.state} in ('queued', 'sending')`),
    index('deliveries_by_batch').on(table.batchId),
  ],
);

/** Messages of the mail provider that were heard: each counts once. */
export const mailEvents = pgTable(
  'mail_events',
  {
    id: text('id').primaryKey(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [index('mail_events_by_date').on(table.at)],
);

export type Subscriber = typeof subscribers.$inferSelect;
export type OutboxMail = typeof outbox.$inferSelect;
export type Edition = typeof editions.$inferSelect;
export type Delivery = typeof deliveries.$inferSelect;
