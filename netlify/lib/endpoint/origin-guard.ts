import { Refusal } from './refusal.ts';

/**
 * Refuses what a page of another site makes a reader's browser send. Browsers name the origin of
 * every POST, and newer ones say how it relates to the site; programs that are no browsers say
 * neither, and carry nobody's rights.
 *
 * @param own origins of this site
 */
export function requireOwnOrigin(request: Request, own: readonly string[]): void {
  const origin = request.headers.get('origin');
  const relation = request.headers.get('sec-fetch-site');
  const isOwn = origin === null ? true : own.includes(origin);
  const isRelated = relation === null || relation === 'same-origin' || relation === 'none';
  if (isOwn && isRelated) return;
  throw new Refusal(403, 'foreign_origin', 'This came from another site.');
}
