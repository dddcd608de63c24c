import { Refusal } from '#netlify/lib/endpoint/refusal.ts';

/**
 * Refuses what did not come from a page of this site, in a browser that says so. Stricter than what
 * forms for strangers ask for (`requireOwnOrigin`): here a request carries somebody's rights, or is
 * about to give somebody a session, and no program has a reason to send one.
 */
export function requireOwnBrowser(request: Request, own: string): void {
  const origin = request.headers.get('origin');
  const relation = request.headers.get('sec-fetch-site');
  const isRelated = relation === null || relation === 'same-origin';
  const isOwn = origin === null ? relation === 'same-origin' : origin === own;
  if (isOwn && isRelated) return;
  throw new Refusal(403, 'foreign_origin', 'This came from another site.');
}
