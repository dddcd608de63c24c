import { timestamp, type PgTimestampBuilderInitial } from 'drizzle-orm/pg-core';

/** A column for a moment: with its time zone, as a `Date`. */
export function moment<Name extends string>(name: Name): PgTimestampBuilderInitial<Name> {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}
