import { createHash } from 'node:crypto';
import { cookieName } from '#src/shared/cookie-names.ts';
import { readCookie } from './cookies.ts';

/*
 * better-auth binds a way to GitHub and back to the browser by one cookie, which a second tab
 * overwrites. Each way has a cookie of its own here, named after its state, so that tabs do not get
 * into each other's way, and none can be finished in another browser.
 */

/** What a state is recognised by where it is not to be read. */
export function hashState(state: string): string {
  return createHash('sha256').update(`state:${state}`).digest('hex');
}

function nameOf(state: string): string {
  return `state-${hashState(state).slice(0, 16)}`;
}

/** The cookie of a way that begins, for the state in the address that it leads to. */
export function stateCookieOf(answer: Response, url: string, isSecure: boolean): string {
  const state = new URL(url).searchParams.get('state') ?? '';
  const common = `${cookieName('state', isSecure)}=`;
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(common));
  if (state === '' || cookie === undefined) throw new Error('better-auth has set no state.');
  return `${cookieName(nameOf(state), isSecure)}=${cookie.slice(common.length)}`;
}

/** What the browser keeps of a way, under the name that better-auth looks for; null where nothing. */
export function readState(request: Request, state: string, isSecure: boolean): string | null {
  const value = readCookie(request, cookieName(nameOf(state), isSecure));
  return value === null ? null : `${cookieName('state', isSecure)}=${value}`;
}

/** Has the browser forget a way that was gone. */
export function forgetState(state: string, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${cookieName(nameOf(state), isSecure)}=; Max-Age=0; Path=/; HttpOnly${secure}; SameSite=Lax`;
}
