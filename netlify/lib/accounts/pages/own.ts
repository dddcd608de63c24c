import { sql } from 'drizzle-orm';
import { cookieName } from '#src/shared/cookie-names.ts';
import { leadTo } from '#netlify/lib/accounts/account-page.ts';
import { countOwnGuess } from '#netlify/lib/accounts/account-limits.ts';
import type { AccountPage, AccountVisit } from '#netlify/lib/accounts/account-visit.ts';
import { isFresh } from '#netlify/lib/accounts/account-visit.ts';
import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { onlyCookies } from '#netlify/lib/accounts/cookies.ts';
import type { LiveSession } from '#netlify/lib/accounts/find-person.ts';
import { mistake } from '#netlify/lib/accounts/problems.ts';
import {
  readId,
  readName,
  readNewPassword,
  readPassword,
} from '#netlify/lib/accounts/read-fields.ts';
import { cookiesFrom, makeCookie } from '#netlify/lib/accounts/session-cookie.ts';
import { endAllSessions, endSession } from '#netlify/lib/accounts/sessions.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { showHome } from './overview.ts';

/*
 * What somebody who is signed in does with their account: each is a form of the overview, and shows
 * it again. Strangers are led to where one signs in.
 */

type Act = (visit: AccountVisit, session: LiveSession, fields: Fields) => Promise<Response>;

/** Something that takes a session. */
export function own(act: Act): AccountPage {
  return {
    show: showHome,
    act: async (visit, fields) => {
      const { session, home } = visit;
      return session === null ? leadTo(home) : act(visit, session, fields);
    },
  };
}

/** Something that takes a session which has just begun: what it does cannot be undone. */
export function ownAndFresh(act: Act): AccountPage {
  return own((visit, session, fields) =>
    isFresh(session)
      ? act(visit, session, fields)
      : Promise.resolve(leadTo(`${visit.home}sign-in`)),
  );
}

const saved = ({ home }: AccountVisit): Response => leadTo(`${home}?saved=1`);

export const profilePage = own(async (visit, { person }, fields) => {
  const name = readName(fields);
  await visit.database.execute(
    sql`update users set name = ${name}, updated_at = now() where id = ${person.id}`,
  );
  return saved(visit);
});

/** Whoever knows the present password chooses another, and every other browser is signed out. */
export const passwordPage = own(async (visit, { person }, fields) => {
  const { auth, database, request, place } = visit;
  const currentPassword = readPassword(fields, 'current');
  const newPassword = readNewPassword(fields, 'password', {
    ...person,
    title: visit.settings.title,
  });
  await countOwnGuess(database, person.id);
  const headers = onlyCookies(request, [cookieName('session', place.isSecure)]);
  const body = { currentPassword, newPassword, revokeOtherSessions: true };
  const { result } = await callAuth(() =>
    auth.api.changePassword({ headers, body, asResponse: true }),
  );
  if (!result.ok) throw mistake('wrong_password', 'current', 401);
  return leadTo(`${visit.home}?saved=1`, cookiesFrom(result, ['session'], place.isSecure));
});

export const signOutPage = own(async (visit, session) => {
  await endSession(visit.database, { id: session.id, userId: session.person.id });
  return leadOut(visit, visit.home);
});

export const signOutEverywherePage = own(async (visit, { person }) => {
  await endAllSessions(visit.database, { userId: person.id });
  return leadOut(visit, visit.home);
});

export const endSessionPage = own(async (visit, { person }, fields) => {
  await endSession(visit.database, { id: readId(fields), userId: person.id });
  return saved(visit);
});

export const endOtherSessionsPage = own(async (visit, session) => {
  await endAllSessions(visit.database, { userId: session.person.id, except: session.id });
  return saved(visit);
});

export const removePasskeyPage = ownAndFresh(async (visit, { person }, fields) => {
  const id = readId(fields);
  await visit.database.execute(
    sql`delete from passkeys where id = ${id} and user_id = ${person.id}`,
  );
  return saved(visit);
});

export const removeGitHubPage = ownAndFresh(async (visit, { person }) => {
  await visit.database.execute(
    sql`delete from accounts where user_id = ${person.id} and provider_id = 'github'`,
  );
  return saved(visit);
});

/**
 * Leads somebody on who is signed out. Browsers are told to drop what they keep of this site: some show
 * pages as they were left when one goes back, `no-store` or not.
 */
export function leadOut({ place }: AccountVisit, path: string): Response {
  const answer = leadTo(path, [makeCookie('session', '', { isSecure: place.isSecure, maxAge: 0 })]);
  answer.headers.set('Clear-Site-Data', '"cache"');
  return answer;
}
