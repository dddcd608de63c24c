import { cookieName } from '#src/shared/cookie-names.ts';
import { readCookie } from './cookies.ts';
import { parseReturnPath } from './return-path.ts';
import { makeCookie } from './session-cookie.ts';

/*
 * Where somebody wants to be led back to is kept in a cookie while they sign in, which may take a
 * mail: an address that says it would be passed on, and be changed.
 */

const hour = 60 * 60;

export function rememberReturn(path: string, isSecure: boolean): string {
  return makeCookie('return', encodeURIComponent(path), { isSecure, maxAge: hour });
}

export function forgetReturn(isSecure: boolean): string {
  return makeCookie('return', '', { isSecure, maxAge: 0 });
}

/** The page to lead back to; null where none was remembered. */
export function readReturn(request: Request, isSecure: boolean): string | null {
  try {
    const kept = readCookie(request, cookieName('return', isSecure));
    return kept === null ? null : parseReturnPath(decodeURIComponent(kept));
  } catch {
    // `%zz`: not one of ours.
    return null;
  }
}
