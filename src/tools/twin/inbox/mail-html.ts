/**
 * The HTML of a mail for a frame: its links open beside the inbox, for inside the frame, where
 * nothing may run and no form may be sent, the pages that they lead to would be lame.
 */
export function htmlForFrame(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head(?:\s[^>]*)?>|<html(?:\s[^>]*)?>|<!doctype[^>]*>/giu;
  const places = [...html.matchAll(head)];
  const place = places.find(([tag]) => /^<head/iu.test(tag)) ?? places.at(-1);
  if (place === undefined) return `${base}${html}`;
  const end = place.index + place[0].length;
  return `${html.slice(0, end)}${base}${html.slice(end)}`;
}

const sandbox =
  'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

/** What the frame of a mail may do, in the words of the attribute. */
export const frameSandbox = sandbox;

/** Its own document too, should somebody open it without the frame: nothing runs. */
export const frameContentSecurityPolicy = [
  `sandbox ${sandbox}`,
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src http: https: data:',
  'font-src http: https: data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
