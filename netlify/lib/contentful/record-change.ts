import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import type { Change } from './read-change.ts';

export interface RecordedChange {
  /** Whether it came for the first time. */
  readonly isNew: boolean;
  /** Tags that may be purged now: of others that was asked a moment ago, and it is asked again later. */
  readonly tags: readonly string[];
  /** Whether nobody watches over what is to come. */
  readonly mustStart: boolean;
}

/** Contentful's own caches may be behind what it tells of. */
const purgedAgainInMilliseconds = 8000;
/** The CDN takes two purges for a tag in this time: the second is left for later. */
const purgedOnceInMilliseconds = 5000;
export const watchedForInMilliseconds = 30_000;

/**
 * Writes down a message, once, with what is to be done because of it: a second purge and one build.
 *
 * @param message.signature Of the message: no two have the same.
 */
export async function recordChange(
  database: Database,
  { signature, change, now }: { signature: string; change: Change; now: Date },
): Promise<RecordedChange> {
  const at = (milliseconds: number) =>
    sql`${new Date(now.getTime() + milliseconds).toISOString()}::timestamptz`;
  const digest = createHash('sha256').update(signature).digest('hex');
  const tags = sql.join(
    change.tags.map((tag) => sql`${tag}`),
    sql`, `,
  );
  const [row] = await rowsOf<{ first: number; tags: string[]; must_start: boolean | null }>(
    database,
    sql`
      with first as (
        insert into contentful_messages (digest, received_at) values (${digest}, ${at(0)})
        on conflict do nothing returning digest
      ), purges as (
        insert into contentful_purges as known (tag, first_at, purged_at, due_at)
        select tag, ${at(0)}, ${at(0)}, ${at(purgedAgainInMilliseconds)}
        from unnest(array[${tags}]::text[]) as tag
        where exists (select from first)
        -- Messages that come at the same time lock in the same order.
        order by tag
        on conflict (tag) do update set
          due_at = excluded.due_at,
          purged_at = case
            when known.purged_at <= ${at(-purgedOnceInMilliseconds)} then excluded.purged_at
            else known.purged_at
          end
        returning tag, purged_at = ${at(0)} as is_now
      ), build as (
        insert into contentful_builds as known (id, first_at, last_at, watched_until)
        select 1, ${at(0)}, ${at(0)}, ${at(watchedForInMilliseconds)} where exists (select from first)
        on conflict (id) do update set
          last_at = excluded.last_at,
          watched_until = case
            when known.watched_until > ${at(0)} then known.watched_until
            else excluded.watched_until
          end
        returning watched_until = ${at(watchedForInMilliseconds)} as must_start
      )
      select
        (select count(*) from first)::int as first,
        coalesce((select array_agg(tag) from purges where is_now), '{}') as tags,
        (select must_start from build) as must_start
    `,
  );
  return { isNew: row?.first === 1, tags: row?.tags ?? [], mustStart: row?.must_start === true };
}
