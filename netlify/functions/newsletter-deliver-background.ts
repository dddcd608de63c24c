import type { Config, Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { publishedSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { mayStartDelivery, startDelivery } from '#netlify/lib/newsletter/start-delivery.ts';

/** Netlify ends it after fifteen minutes; what is left goes to the next one. */
const longestInMilliseconds = 13 * 60 * 1000;

export default async function deliver(request: Request, context: Context): Promise<Response> {
  if (!mayStartDelivery(request, Date.now())) return new Response(null, { status: 403 });
  const site = publishedSite(request, context);
  const isMore = await deliverEditions({
    database: openDatabase(),
    mailer: openMailer(),
    site,
    until: Date.now() + longestInMilliseconds,
  });
  if (isMore) await startDelivery(site);
  return new Response(null, { status: 204 });
}

export const config: Config = { background: true };
