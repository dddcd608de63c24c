import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { countGuess, mayMail } from '#netlify/lib/accounts/account-limits.ts';
import { answerPage, notice } from '#netlify/lib/accounts/account-page.ts';
import type { AccountPage, AccountVisit, Problem } from '#netlify/lib/accounts/account-visit.ts';
import { beginSession } from '#netlify/lib/accounts/begin-session.ts';
import { emailField, field, form } from '#netlify/lib/accounts/forms.ts';
import { gitHubNotice } from '#netlify/lib/accounts/github-problems.ts';
import { passkeyPlace } from '#netlify/lib/accounts/passkey-place.ts';
import { mistake } from '#netlify/lib/accounts/problems.ts';
import { readAddress, readPassword } from '#netlify/lib/accounts/read-fields.ts';
import { readGitHubSettings } from '#netlify/lib/env.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { html } from '#src/shared/html.ts';

/** All ways to sign in, one below the other. */
export const signInPage: AccountPage = {
  show: showSignIn,
  act: signIn,
};

export function showSignIn(visit: AccountVisit, problem: Problem | null): Promise<Response> {
  const { settings, home, request } = visit;
  const { words } = settings;
  const { searchParams } = new URL(request.url);
  const said = searchParams.has('changed') ? notice(words['new.done']) : null;
  // Somebody who is signed in comes here to say once more who they are.
  const again = visit.session === null ? null : notice(words['again.text']);
  const gitHub =
    readGitHubSettings() === null
      ? null
      : html`<h2>${words['github.title']}</h2>
          ${form(visit, { act: 'github', submit: 'github.submit', isQuiet: true })}`;
  const body = html`${gitHubNotice(visit)}${said}${again}
    <p>${words['signin.text']}</p>
    ${form(visit, {
      act: 'sign-in',
      submit: 'signin.submit',
      body: html`${emailField(visit, problem)}
      ${field(
        visit,
        {
          name: 'password',
          type: 'password',
          label: words.password,
          autocomplete: 'current-password',
        },
        problem,
      )}`,
    })}
    <p><a href="${home}reset">${words['signin.forgotten']}</a></p>
    <h2>${words['link.title']}</h2>
    <p>${words['link.text']}</p>
    ${form(visit, {
      act: 'link',
      submit: 'link.submit',
      isQuiet: true,
      body: emailField(visit, null, 'link-email'),
    })}
    ${gitHub}
    <section class="needs-script">
      <h2>${words['passkeys.title']}</h2>
      <p>${words['passkeys.text']}</p>
      ${passkeyPlace('sign-in')}
    </section>
    <h2>${words['signup.title']}</h2>
    <p>${words['signin.none']} <a href="${home}sign-up">${words['signup.title']}</a></p>`;
  return answerPage(visit, { title: words['signin.title'], body, problem });
}

async function signIn(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, database, ip, request } = visit;
  const email = readAddress(fields);
  const password = readPassword(fields);
  await countGuess(database, { ip, address: email });
  const headers = headersOf(request);
  const { result, mails } = await callAuth(() =>
    auth.api.signInEmail({ headers, body: { email, password }, asResponse: true }),
  );
  if (result.ok) return beginSession(visit, result);
  // The password is right and nobody has confirmed the address: the mail is sent once more. It is not
  // said: whoever signs up for others would learn who has no account yet.
  if (mails.length > 0 && (await mayMail(database, { ip, address: email }))) visit.send(mails);
  throw mistake('wrong_credentials', 'password', 401);
}

/** What sessions are told of a browser. */
export function headersOf(request: Request): Headers {
  const userAgent = request.headers.get('user-agent');
  return new Headers(userAgent === null ? {} : { 'user-agent': userAgent });
}
