import { answerPage, leadTo, notice } from '#netlify/lib/accounts/account-page.ts';
import type { AccountPage, AccountVisit, Problem } from '#netlify/lib/accounts/account-visit.ts';
import type { LiveSession } from '#netlify/lib/accounts/find-person.ts';
import { field, form } from '#netlify/lib/accounts/forms.ts';
import { forgetReturn, readReturn, rememberReturn } from '#netlify/lib/accounts/return-cookie.ts';
import { parseReturnPath } from '#netlify/lib/accounts/return-path.ts';
import { gitHubNotice } from '#netlify/lib/accounts/github-problems.ts';
import { listWays } from '#netlify/lib/accounts/ways.ts';
import { html, type Html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { sessionsPart } from './overview-sessions.ts';
import { waysPart } from './overview-ways.ts';
import { showSignIn } from './sign-in.ts';

/** `/account/`: all ways to sign in, or all that is to be said of somebody's account. */
export const homePage: AccountPage = { show: showHome, act: null };

export async function showHome(visit: AccountVisit, problem: Problem | null): Promise<Response> {
  const { session, request, place, home } = visit;
  const { isSecure } = place;
  const { searchParams } = new URL(request.url);
  const wanted = searchParams.get('returnTo');
  if (wanted !== null) {
    const path = parseReturnPath(wanted);
    if (session && path !== null) return leadTo(path);
    return leadTo(home, path === null ? [] : [rememberReturn(path, isSecure)]);
  }
  if (session === null) return showSignIn(visit, problem);
  // Whoever signed in by a script comes here first.
  const back = readReturn(request, isSecure);
  if (back !== null) return leadTo(back, [forgetReturn(isSecure)]);
  return showOverview(visit, session, problem);
}

async function showOverview(
  visit: AccountVisit,
  session: LiveSession,
  problem: Problem | null,
): Promise<Response> {
  const { settings, database } = visit;
  const { words } = settings;
  const { person } = session;
  const { searchParams } = new URL(visit.request.url);
  const ways = await listWays(database, person.id);
  const body = html`${gitHubNotice(visit)}${searchParams.has('saved') ? notice(words.saved) : null}
    <p>${fill(words['overview.text'], { address: person.address })}</p>
    ${person.isEditor ? editorPart(visit) : null}
    ${form(visit, { act: 'sign-out', submit: 'signout.submit' })}
    ${profilePart(visit, person.name, problem)} ${waysPart(visit, ways, problem)}
    ${await sessionsPart(visit, session)} ${newsletterPart(visit)} ${dataPart(visit)}`;
  return answerPage(visit, { title: words.title, body, problem });
}

function editorPart({ settings: { words, title, hasComments } }: AccountVisit): Html {
  const moderation = html` <a href="/account/moderation/">${words['overview.moderation']}</a>`;
  return html`<p>
    ${fill(words['overview.editor'], { title })}${hasComments ? moderation : null}
  </p>`;
}

function profilePart(visit: AccountVisit, name: string, problem: Problem | null): Html {
  const { words } = visit.settings;
  const look = {
    name: 'name',
    type: 'text',
    label: words.name,
    autocomplete: 'name',
    hint: words['name.hint'],
    value: name,
  } as const;
  return html`<h2 id="profile">${words['profile.title']}</h2>
    ${form(visit, {
      act: 'profile',
      submit: 'profile.submit',
      isQuiet: true,
      body: field(visit, look, problem),
    })}`;
}

function newsletterPart(visit: AccountVisit): Html | null {
  const { words, hasNewsletter } = visit.settings;
  if (!hasNewsletter) return null;
  return html`<h2 id="newsletter">${words['newsletter.title']}</h2>
    <p>${words['newsletter.text']}</p>
    ${form(visit, { act: 'newsletter', submit: 'newsletter.submit', isQuiet: true })}`;
}

function dataPart(visit: AccountVisit): Html {
  const { settings, home } = visit;
  const { words } = settings;
  return html`<h2 id="data">${words['data.title']}</h2>
    <p>${words['data.text']}</p>
    ${form(visit, { act: 'export', submit: 'data.export', isQuiet: true })}
    <p><a href="${home}delete">${words['data.delete']}</a></p>`;
}
