import type { Config, Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { publishedSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { mayStart } from '#netlify/lib/start-work.ts';

/** Until the clock strikes again: what is left goes to the one that it starts then. */
const longestInMilliseconds = 9.5 * 60 * 1000;

export default async function deliver(request: Request, context: Context): Promise<Response> {
  if (!mayStart(request, 'deliver', Date.now())) return new Response(null, { status: 403 });
  const site = publishedSite(request, context);
  await deliverEditions({
    database: openDatabase(),
    mailer: openMailer(),
    site,
    until: Date.now() + longestInMilliseconds,
  });
  return new Response(null, { status: 204 });
}

export const config: Config = { background: true };
