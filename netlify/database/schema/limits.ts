import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.ts';

/** How often something was done in a window of time, by what it is counted for. */
export const limits = pgTable(
  'limits',
  {
    /** For example `subscribe:site`; addresses of mail and of clients as hashes. */
    key: text('key').notNull(),
    windowStart: moment('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.windowStart] }),
    index('limits_by_window').on(table.windowStart),
  ],
);
