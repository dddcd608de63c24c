/*
 * Under which names browsers keep what accounts need. `__Host-` is a promise of the browser: such a
 * cookie came from this host by https, and no page of a neighbouring host can have planted it.
 * Browsers differ in whether they take it from http://localhost, so that there, and only there, the
 * names are plain.
 */

/** The name of a cookie: `__Host-session`, or `session` on the owner's machine. */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

/** Those of a session, wherever the site is. Whoever sends one may be signed in; whoever sends none is not. */
export const sessionCookieNames: readonly string[] = [
  cookieName('session', true),
  cookieName('session', false),
];
