import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { askForBuild, buildDue } from './ask-for-build.ts';
import { purgeAgain } from './purge-again.ts';
import { watchedForInMilliseconds } from './record-change.ts';

export interface FinishingChanges {
  readonly database: Database;
  /** When to leave the rest to somebody else, in milliseconds since 1970. */
  readonly until: number;
  /** Now, and a while later: given by tests, which do not wait. */
  readonly now?: () => Date;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const longestPauseInMilliseconds = 10_000;
const shortestPauseInMilliseconds = 250;
/** What is due later is left to the clock, which finds it. */
const waitedForInMilliseconds = 2 * 60 * 1000;
/** Longer than a message would be taken again. */
const rememberedInMilliseconds = 15 * 60 * 1000;

/**
 * Watches over what is to be done because of changes, until nothing is left that is due soon: purges
 * what is due, and asks for a build once no more changes come. Several may do so at once.
 */
export async function finishChanges({
  database,
  until,
  now = () => new Date(),
  wait = (milliseconds) => sleep(milliseconds),
}: FinishingChanges): Promise<void> {
  for (;;) {
    const moment = now();
    await watch(database, moment);
    await purgeAgain(database, moment);
    await askForBuild(database, moment);
    const next = await findNext(database);
    const time = now().getTime();
    if (next === null || time >= until) break;
    const left = next.getTime() - time;
    if (left > waitedForInMilliseconds) break;
    await wait(Math.max(shortestPauseInMilliseconds, Math.min(longestPauseInMilliseconds, left)));
  }
  const forgotten = new Date(now().getTime() - rememberedInMilliseconds).toISOString();
  await rowsOf(
    database,
    sql`delete from contentful_messages where received_at < ${forgotten}::timestamptz`,
  );
}

async function watch(database: Database, now: Date): Promise<void> {
  const later = new Date(now.getTime() + watchedForInMilliseconds).toISOString();
  await rowsOf(database, sql`update contentful_builds set watched_until = ${later}::timestamptz`);
}

/** When something is due again; null where nothing is left. */
async function findNext(database: Database): Promise<Date | null> {
  const [row] = await rowsOf<{ due: string | Date | null }>(
    database,
    sql`
      select min(due) as due from (
        select due_at as due from contentful_purges
        union all
        select ${buildDue} as due from contentful_builds
      ) as all_of_them
    `,
  );
  return row?.due ? new Date(row.due) : null;
}
