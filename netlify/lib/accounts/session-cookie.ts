import { cookieName } from '#src/shared/cookie-names.ts';
import { isLocal } from '#netlify/lib/env.ts';
import { longestLifeInDays } from './hashed-sessions.ts';

/** Whether cookies go by https only: everywhere but on the owner's machine. */
export function hasSecureCookies(request: Request): boolean {
  return !isLocal() || new URL(request.url).protocol === 'https:';
}

/** A cookie of ours, for a `Set-Cookie` header. `value` is one that can stand there as it is. */
export function makeCookie(
  name: string,
  value: string,
  { isSecure, maxAge }: { readonly isSecure: boolean; readonly maxAge: number },
): string {
  const secure = isSecure ? '; Secure' : '';
  return `${cookieName(name, isSecure)}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly${secure}; SameSite=Lax`;
}

const day = 24 * 60 * 60;

/**
 * The cookies of an answer of better-auth's that are among `names`; it also ends some that were never
 * set. That of a session stays in the browser for the longest life: when it ends before, the database
 * says so, and most pages that ask it cannot set a cookie.
 */
export function cookiesFrom(
  answer: Response,
  names: readonly string[],
  isSecure: boolean,
): readonly string[] {
  const wanted = new Set(names.map((name) => cookieName(name, isSecure)));
  const session = `${cookieName('session', isSecure)}=`;
  return answer.headers
    .getSetCookie()
    .filter((cookie) => wanted.has(cookie.split('=')[0] ?? ''))
    .map((cookie) =>
      cookie.startsWith(session)
        ? cookie.replace(/Max-Age=[1-9]\d*/iu, `Max-Age=${longestLifeInDays * day}`)
        : cookie,
    );
}
