import type { NewsletterSite } from './newsletter-site.ts';
import { isSignedBy, sign } from './token.ts';

/*
 * The functions that send what takes long have addresses that anybody can ask. They listen to those who
 * can sign a moment that is not long past.
 */

/** What is done in the background, and what a signature for it is called. */
type Work = 'deliver' | 'post';

const longestInMilliseconds = 5 * 60 * 1000;

/** Starts the delivery of editions. It answers at once and goes on for up to ten minutes. */
export function startDelivery(site: NewsletterSite): Promise<void> {
  return start(site, 'deliver');
}

/** Starts the sending of single mails, the same way. */
export function startPosting(site: NewsletterSite): Promise<void> {
  return start(site, 'post');
}

export function mayStartDelivery(request: Request, now: number): boolean {
  return mayStart(request, 'deliver', now);
}

export function mayStartPosting(request: Request, now: number): boolean {
  return mayStart(request, 'post', now);
}

async function start(site: NewsletterSite, work: Work): Promise<void> {
  const now = String(Date.now());
  const response = await fetch(`${site.origin}/.netlify/functions/newsletter-${work}-background`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${now}.${sign(work, now)}` },
    // The clock lives for half a minute, and has more to start.
    signal: AbortSignal.timeout(8000),
  });
  if (!response.ok) throw new Error(`newsletter-${work} could not be started: ${response.status}.`);
}

function mayStart(request: Request, work: Work, now: number): boolean {
  const given = /^Bearer (\d{1,15})\.([\w-]{43})$/u.exec(
    request.headers.get('authorization') ?? '',
  );
  const [, at = '', signature = ''] = given ?? [];
  return Math.abs(now - Number(at)) <= longestInMilliseconds && isSignedBy(work, at, signature);
}
