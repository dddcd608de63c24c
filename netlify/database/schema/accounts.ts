import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

/*
 * People with an account, and how they prove who they are. The fields and what they mean are
 * better-auth's; tables that it does not know (members, comments) refer to `users`.
 */

/** People. One whose address is not confirmed has an account that opens nothing, for a week. */
export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    /** What others see; empty until somebody has chosen one. */
    name: text('name').notNull(),
    /** In small ASCII letters, as `parseMailAddress` answers it. */
    email: text('email').notNull().unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    /** Never filled: pictures elsewhere would tell others who reads what. */
    image: text('image'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('users_unconfirmed')
      .on(table.createdAt)
      .where(sql`not ${table.emailVerified}`),
  ],
);

/** Browsers that somebody is signed in with, each for 14 days after it was last seen and 90 in all. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    /** The SHA-256 of what the cookie holds. */
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** Never filled: where somebody is, is nobody's concern. */
    ipAddress: text('ip_address'),
    /** By which people recognise a browser of theirs. */
    userAgent: text('user_agent'),
  },
  (table) => [
    index('sessions_by_user').on(table.userId),
    index('sessions_by_expiry').on(table.expiresAt),
  ],
);

/** Ways to prove who one is: a password (`credential`), or an account elsewhere (`github`). */
export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    providerId: text('provider_id').notNull(),
    /** Who it is there; for a password the id of its owner. */
    accountId: text('account_id').notNull(),
    /** As scrypt, with its salt. */
    password: text('password'),
    // Keys to accounts elsewhere: asked for once, when somebody signs in, and never kept.
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('accounts_by_user').on(table.userId),
    // An account elsewhere opens one here, whoever comes back from there at the same time.
    uniqueIndex('accounts_by_provider').on(table.providerId, table.accountId),
  ],
);

/** What was begun and waits for an answer: mailed links, ways out to GitHub and back, passkeys. */
export const verifications = pgTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    /** With the SHA-256 of what the answer has to hold. */
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('verifications_by_identifier').on(table.identifier),
    index('verifications_by_expiry').on(table.expiresAt),
  ],
);

/** Passkeys: the public halves of keys that devices keep. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    credentialID: text('credential_id').notNull().unique(),
    /** How often it was used, as far as a device says so: one that goes back is a copy. */
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    /** The kind of device. */
    aaguid: text('aaguid'),
    createdAt: moment('created_at').defaultNow(),
  },
  (table) => [index('passkeys_by_user').on(table.userId)],
);
