import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { readBuildHook } from '#netlify/lib/env.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { waitInSeconds } from '#netlify/lib/newsletter/backoff.ts';

/** So long no change has come, or so long they have been coming. */
const quietInSeconds = 60;
const longestInSeconds = 5 * 60;
/** Whoever asks has so long for it: then others may. */
const askedForInMilliseconds = 30_000;

/** When a build is due; nothing that is null is waited for. */
export const buildDue = sql`greatest(
  least(
    last_at + make_interval(secs => ${sql.raw(String(quietInSeconds))}),
    first_at + make_interval(secs => ${sql.raw(String(longestInSeconds))})
  ),
  retry_at,
  claimed_until
)`;

interface Claimed extends Record<string, unknown> {
  /** As text: its microseconds are compared. */
  readonly last_at: string;
  readonly attempts: number;
}

/**
 * Asks for a build where one is due: once for all changes of a while. Changes that come while it is
 * asked for want another. Where it is refused it is asked for again later, and nothing is lost.
 */
export async function askForBuild(database: Database, now: Date): Promise<void> {
  const claimed = await claim(database, now);
  if (claimed === null) return;
  try {
    await callHook();
    await settle(database, claimed);
  } catch (error) {
    logFailure('contentful changes: the build could not be asked for:', error);
    const later = new Date(now.getTime() + waitInSeconds(claimed.attempts + 1) * 1000);
    await rowsOf(
      database,
      sql`
        update contentful_builds
        set claimed_until = null, attempts = attempts + 1, retry_at = ${later.toISOString()}::timestamptz
      `,
    );
  }
}

async function claim(database: Database, now: Date): Promise<Claimed | null> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const until = new Date(now.getTime() + askedForInMilliseconds).toISOString();
  const [row] = await rowsOf<Claimed>(
    database,
    sql`
      update contentful_builds set claimed_until = ${until}::timestamptz
      where ${buildDue} <= ${moment}
      returning last_at::text as last_at, attempts
    `,
  );
  return row ?? null;
}

/** Where nothing has changed since the build was asked for, nothing is left to do. */
async function settle(database: Database, { last_at: lastAt }: Claimed): Promise<void> {
  const gone = await rowsOf(
    database,
    sql`delete from contentful_builds where last_at = ${lastAt}::timestamptz returning id`,
  );
  if (gone.length > 0) return;
  await rowsOf(
    database,
    sql`
      update contentful_builds
      set first_at = last_at, claimed_until = null, attempts = 0, retry_at = null
    `,
  );
}

/** The address is a secret: it is in no message. */
async function callHook(): Promise<void> {
  const hook = readBuildHook();
  if (hook === null) return;
  const response = await fetch(hook, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(20_000),
  }).catch((error: unknown) => {
    throw new Error(`Nothing answers (${error instanceof Error ? error.name : 'unknown'}).`);
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The build hook answers ${response.status}.`);
}
