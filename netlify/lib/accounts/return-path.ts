/*
 * Where somebody is led back to after signing in: a page of this site and nothing else. What is
 * wanted comes from an address that anybody can write, and from a cookie that a neighbouring host may
 * have planted, so that it is read twice with the same distrust.
 */

/** Its origin is compared, and never led to. */
const nowhere = 'https://nowhere.invalid';

const longest = 500;

/**
 * The path of a page of this site, as browsers send it; null for whatever could lead elsewhere, or
 * to something that is no page.
 */
export function parseReturnPath(wanted: string | null): string | null {
  if (wanted === null || wanted.length > longest) return null;
  // Browsers drop some of these and read backslashes as slashes: `/\t/evil.example`, `/\evil.example`.
  if (!wanted.startsWith('/') || /[\\\p{Cc}\p{Cf}\p{Z}]/u.test(wanted)) return null;
  const url = URL.parse(wanted, nowhere);
  if (url === null || url.origin !== nowhere || url.username !== '') return null;
  const { pathname, search } = url;
  // Two slashes may come into being when a path is resolved, or decoded once more on the way.
  if (/\/\/|%(?:2f|5c|25|[01][\da-f]|7f)/iu.test(pathname)) return null;
  // Pages end with a slash. What functions answer is not led to: it may do something.
  if (!pathname.endsWith('/') || /^\/(?:api|\.netlify)(?:\/|$)/iu.test(pathname)) return null;
  return pathname + search;
}
