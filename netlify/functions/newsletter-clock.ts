import type { Config, Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { runClock } from '#netlify/lib/newsletter/run-clock.ts';
import { publishedSite } from '#netlify/lib/newsletter/newsletter-site.ts';

/** Has sent what waits, makes editions that are due, and deletes what is too old. */
export default async function newsletterClock(request: Request, context: Context): Promise<void> {
  await runClock({ database: openDatabase(), site: publishedSite(request, context) }, new Date());
}

export const config: Config = { schedule: '*/10 * * * *' };
