import type { Config, Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';
import { drainOutbox } from '#netlify/lib/newsletter/drain-outbox.ts';
import { publishedSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { mayStart } from '#netlify/lib/start-work.ts';

/** Until the clock strikes again: what is left goes to the one that it starts then. */
const longestInMilliseconds = 9.5 * 60 * 1000;

/** Sends the single mails that wait, such as those of a list that was imported. */
export default async function post(request: Request, context: Context): Promise<Response> {
  if (!mayStart(request, 'post', Date.now())) return new Response(null, { status: 403 });
  await drainOutbox({
    database: openDatabase(),
    mailer: openMailer(),
    site: publishedSite(request, context),
    until: Date.now() + longestInMilliseconds,
  });
  return new Response(null, { status: 204 });
}

export const config: Config = { background: true };
