import { countStart } from '#netlify/lib/accounts/account-limits.ts';
import { answerPage, leadTo } from '#netlify/lib/accounts/account-page.ts';
import {
  isFresh,
  type AccountPage,
  type AccountVisit,
} from '#netlify/lib/accounts/account-visit.ts';
import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { onlyCookies } from '#netlify/lib/accounts/cookies.ts';
import { stateCookieOf } from '#netlify/lib/accounts/oauth-state.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { readGitHubSettings } from '#netlify/lib/env.ts';
import { cookieName } from '#src/shared/cookie-names.ts';
import { html } from '#src/shared/html.ts';
import { showHome } from './overview.ts';

/** Begins to sign in with GitHub; for whoever is signed in, to connect it. */
export const gitHubPage: AccountPage = { show: showHome, act: begin };

async function begin(visit: AccountVisit): Promise<Response> {
  const { session, database, ip, home } = visit;
  if (readGitHubSettings() === null) throw new Refusal(404, 'not_found', 'GitHub is not set up.');
  if (session && !isFresh(session)) return leadTo(`${home}sign-in`);
  await countStart(database, ip);
  const answer = await ask(visit);
  // Of better-auth's, that made the address of what is configured.
  const { url } = (await answer.json()) as { readonly url: string };
  return leavePage(visit, url, stateCookieOf(answer, url, visit.place.isSecure));
}

async function ask({ auth, session, home, request, place }: AccountVisit): Promise<Response> {
  const body = { provider: 'github', callbackURL: home, errorCallbackURL: home } as const;
  const headers = onlyCookies(request, [cookieName('session', place.isSecure)]);
  const { result } = await callAuth(() =>
    session
      ? auth.api.linkSocialAccount({ headers, body, asResponse: true })
      : auth.api.signInSocial({ headers: new Headers(), body, asResponse: true }),
  );
  if (!result.ok) throw new Error(`better-auth answers ${result.status} to a way to GitHub.`);
  return result;
}

/**
 * A page that leads on to GitHub by itself. A redirect would not get there: the policy of the page
 * with the form allows forms to lead to this site only, by way of redirects, too.
 */
async function leavePage(visit: AccountVisit, url: string, cookie: string): Promise<Response> {
  const { words } = visit.settings;
  const answer = await answerPage(visit, {
    title: words['github.leaving'],
    body: html`<p>${words['github.leaving.text']}</p>
      <p><a href="${url}">${words['github.leaving.link']}</a></p>`,
    headers: { Refresh: `0; url=${url}` },
  });
  answer.headers.append('Set-Cookie', cookie);
  return answer;
}
