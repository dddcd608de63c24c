import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { waitInSeconds } from '#netlify/lib/newsletter/backoff.ts';
import { purgeTags } from '#netlify/lib/purge-tags.ts';

/** Whoever takes a purge has so long for it: then others may. */
const takenForInMilliseconds = 60_000;
/** What the CDN keeps is a day old at most. */
const triedForInMilliseconds = 24 * 60 * 60 * 1000;

interface Taken extends Record<string, unknown> {
  readonly tag: string;
  readonly attempts: number;
  readonly is_old: boolean;
}

/** Purges what is due; what fails is due again later, for a day. */
export async function purgeAgain(database: Database, now: Date): Promise<void> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const lease = new Date(now.getTime() + takenForInMilliseconds).toISOString();
  const oldest = new Date(now.getTime() - triedForInMilliseconds).toISOString();
  const taken = await rowsOf<Taken>(
    database,
    sql`
      update contentful_purges set due_at = ${lease}::timestamptz, attempts = attempts + 1
      where tag in (
        select tag from contentful_purges where due_at <= ${moment} order by tag for update skip locked
      )
      returning tag, attempts, first_at < ${oldest}::timestamptz as is_old
    `,
  );
  if (taken.length === 0) return;
  try {
    await purgeTags(taken.map(({ tag }) => tag));
    await forget(database, taken, lease);
  } catch (error) {
    logFailure('contentful changes: what the CDN keeps could not be purged:', error);
    await putOff(database, taken, { lease, now });
  }
}

/** What has changed again meanwhile is due again as well. */
async function forget(database: Database, taken: readonly Taken[], lease: string): Promise<void> {
  if (taken.length === 0) return;
  await rowsOf(
    database,
    sql`delete from contentful_purges where due_at = ${lease}::timestamptz and tag in ${tagsOf(taken)}`,
  );
}

async function putOff(
  database: Database,
  taken: readonly Taken[],
  { lease, now }: { lease: string; now: Date },
): Promise<void> {
  await forget(
    database,
    taken.filter(({ is_old }) => is_old),
    lease,
  );
  const attempts = Math.max(...taken.map((one) => one.attempts));
  const later = new Date(now.getTime() + waitInSeconds(attempts) * 1000).toISOString();
  await rowsOf(
    database,
    sql`
      update contentful_purges set due_at = ${later}::timestamptz
      where due_at = ${lease}::timestamptz and tag in ${tagsOf(taken)}
    `,
  );
}

function tagsOf(taken: readonly Taken[]) {
  return sql`(${sql.join(
    taken.map(({ tag }) => sql`${tag}`),
    sql`, `,
  )})`;
}
