import type { Visit } from '#src/tools/twin/visit.ts';

/*
 * Who may read the mails of this machine: there are links in them that sign people in. A browser on
 * this machine that was given one of its own names. Another name that leads here is a site that
 * wants to read along, and what was passed on came from somewhere else.
 */

const passedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

export function isFromThisMachine({ ip, target, request }: Visit): boolean {
  const { hostname } = target.url;
  return (
    /^(?:127\.\d+\.\d+\.\d+|::1)$/.test(ip) &&
    /^(?:(?:[\w-]+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) &&
    !passedOn.some((name) => request.headers.has(name))
  );
}

/** Whether it was sent from a page of this server. What says neither is no browser. */
export function isFromOwnPage({ request, target }: Visit): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin === null || origin === target.url.origin;
}
