import { cookieName } from '#src/shared/cookie-names.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { readEditors } from '#netlify/lib/env.ts';
import { openAuth } from './auth.ts';
import { callAuth } from './call-auth.ts';
import { onlyCookies } from './cookies.ts';
import { hasSecureCookies } from './session-cookie.ts';

/** Somebody who is signed in, with an address that is confirmed. */
export interface Person {
  readonly id: string;
  /** As others see them; empty where they have not chosen one yet. */
  readonly name: string;
  readonly address: string;
  /** Whether the publication counts the address among its editors'. */
  readonly isEditor: boolean;
}

/**
 * Who a request's session cookie belongs to. The database is asked each time, so that whoever signed
 * out, or was deleted, is nobody from then on. Null for strangers.
 *
 * @throws what `isUnreachable` knows where the database cannot be asked
 */
export async function findPerson(request: Request): Promise<Person | null> {
  return (await findSession(request))?.person ?? null;
}

export interface LiveSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly person: Person;
}

/** The session of a request's cookie, with whose it is; null where there is none. */
export async function findSession(request: Request): Promise<LiveSession | null> {
  const isSecure = hasSecureCookies(request);
  const headers = onlyCookies(request, [cookieName('session', isSecure)]);
  // Strangers cost nothing.
  if (!headers.has('cookie')) return null;
  const auth = openAuth(openDatabase(), { isSecure });
  const { result: found } = await callAuth(() => auth.api.getSession({ headers }));
  if (!found?.user.emailVerified) return null;
  const { id, name, email: address } = found.user;
  const isEditor = readEditors().has(address);
  const { id: sessionId, createdAt } = found.session;
  return { id: sessionId, createdAt, person: { id, name, address, isEditor } };
}
