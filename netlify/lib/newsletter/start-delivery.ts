import type { NewsletterSite } from './newsletter-site.ts';
import { isSignedBy, sign } from './token.ts';

/*
 * The function that delivers editions has an address that anybody can ask. It listens to those who
 * can sign a moment that is not long past.
 */

const path = '/.netlify/functions/newsletter-deliver-background';
const use = 'deliver';
const longestInMilliseconds = 5 * 60 * 1000;

/** Starts the delivery. It answers at once and goes on for up to ten minutes. */
export async function startDelivery(site: NewsletterSite): Promise<void> {
  const now = String(Date.now());
  const response = await fetch(site.origin + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${now}.${sign(use, now)}` },
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`The delivery could not be started: ${response.status}.`);
}

export function mayStartDelivery(request: Request, now: number): boolean {
  const given = /^Bearer (\d{1,15})\.([\w-]{43})$/u.exec(
    request.headers.get('authorization') ?? '',
  );
  const [, at = '', signature = ''] = given ?? [];
  return Math.abs(now - Number(at)) <= longestInMilliseconds && isSignedBy(use, at, signature);
}
