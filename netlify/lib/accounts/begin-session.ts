import { leadTo } from './account-page.ts';
import type { AccountVisit } from './account-visit.ts';
import { forgetReturn, readReturn } from './return-cookie.ts';
import { cookiesFrom } from './session-cookie.ts';
import { endSession } from './sessions.ts';

/**
 * Gives a browser the session that better-auth has just made, and leads back to where somebody came
 * from. What the browser was signed in with before ends: nobody has two sessions in one.
 */
export async function beginSession(
  visit: Pick<AccountVisit, 'request' | 'place' | 'database' | 'session' | 'home'>,
  made: Response,
): Promise<Response> {
  const { request, place, database, session, home } = visit;
  const { isSecure } = place;
  if (session) await endSession(database, { id: session.id, userId: session.person.id });
  const back = readReturn(request, isSecure);
  return leadTo(back ?? home, [
    ...cookiesFrom(made, ['session'], isSecure),
    ...(back === null ? [] : [forgetReturn(isSecure)]),
  ]);
}
