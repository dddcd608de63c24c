import type { Config, Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';
import { startDelivery } from '#netlify/lib/newsletter/start-delivery.ts';
import { runClock } from '#netlify/lib/newsletter/run-clock.ts';
import { publishedSite } from '#netlify/lib/newsletter/newsletter-site.ts';

/** Sends what waits, makes editions that are due, and has them delivered. */
export default async function newsletterClock(request: Request, context: Context): Promise<void> {
  const site = publishedSite(request, context);
  const isDue = await runClock({ database: openDatabase(), openMailer, site }, new Date());
  if (isDue) await startDelivery(site);
}

export const config: Config = { schedule: '*/10 * * * *' };
