import { countGuess, countMail } from '#netlify/lib/accounts/account-limits.ts';
import { answerPage } from '#netlify/lib/accounts/account-page.ts';
import type { AccountPage, AccountVisit, Problem } from '#netlify/lib/accounts/account-visit.ts';
import { beginSession } from '#netlify/lib/accounts/begin-session.ts';
import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { emailField, field, form } from '#netlify/lib/accounts/forms.ts';
import { addressOfConfirmation } from '#netlify/lib/accounts/mailed-link.ts';
import { passwordLength } from '#netlify/lib/accounts/password-rules.ts';
import { mistake } from '#netlify/lib/accounts/problems.ts';
import {
  readLastingAddress,
  readName,
  readNewPassword,
  readPassword,
} from '#netlify/lib/accounts/read-fields.ts';
import { dropUnproven } from '#netlify/lib/accounts/unproven.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { sentPage, unknownPage } from './sent.ts';
import { headersOf } from './sign-in.ts';

/** Makes an account with a password; its address is confirmed by a mail. */
export const signUpPage: AccountPage = { show: showSignUp, act: signUp };

/** What the mail leads to. */
export const confirmPage: AccountPage = { show: showConfirm, act: confirm };

function showSignUp(visit: AccountVisit, problem: Problem | null): Promise<Response> {
  const { settings, home } = visit;
  const { words } = settings;
  const name = {
    name: 'name',
    type: 'text',
    label: words.name,
    autocomplete: 'name',
    hint: words['name.hint'],
  } as const;
  const password = {
    name: 'password',
    type: 'password',
    label: words.password,
    autocomplete: 'new-password',
    hint: fill(words['signup.password.hint'], { least: String(passwordLength.least) }),
  } as const;
  const fields = html`${field(visit, name, problem)}${emailField(visit, problem)}${field(
    visit,
    password,
    problem,
  )}`;
  const body = html`<p>${words['signup.text']}</p>
    ${form(visit, { act: 'sign-up', submit: 'signup.submit', body: fields })}
    <p>${words['signup.have']} <a href="${home}">${words['signin.title']}</a></p>`;
  return answerPage(visit, { title: words['signup.title'], body, problem });
}

async function signUp(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, database, ip, settings } = visit;
  const name = readName(fields);
  const email = readLastingAddress(fields, settings);
  const password = readNewPassword(fields, 'password', {
    address: email,
    name,
    title: settings.title,
  });
  if (!(await countMail(database, { ip, address: email }))) return sentPage(visit);
  // Who asks last may be the one who has the mailbox.
  await dropUnproven(database, email);
  const { mails } = await callAuth(() =>
    auth.api.signUpEmail({ body: { name, email, password }, asResponse: true }),
  );
  visit.send(mails);
  return sentPage(visit);
}

async function showConfirm(visit: AccountVisit, problem: Problem | null): Promise<Response> {
  const { words } = visit.settings;
  const token = problem?.fields?.all('token')[0] ?? tokenOf(visit.request);
  if ((await addressOfConfirmation(visit.auth, token)) === null) return unknownPage(visit);
  const password = {
    name: 'password',
    type: 'password',
    label: words.password,
    autocomplete: 'current-password',
  } as const;
  const body = html`<p>${words['confirm.text']}</p>
    ${form(visit, {
      act: 'confirm',
      submit: 'confirm.submit',
      hidden: { token },
      body: field(visit, password, problem),
    })}
    <p>${words['confirm.otherwise']} <a href="${visit.home}">${words['link.title']}</a></p>`;
  return answerPage(visit, { title: words['confirm.title'], body, problem });
}

/**
 * Confirms an address for whoever has both the mail and the password. The mail alone is not enough:
 * it may have been asked for by somebody who hopes that its reader follows the link, and would then
 * share the account.
 */
async function confirm(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, database, ip, request } = visit;
  const token = fields.one('token') ?? '';
  const email = await addressOfConfirmation(auth, token);
  // Whoever has no mail learns nothing by passwords they try.
  if (email === null) return unknownPage(visit);
  const password = readPassword(fields);
  await countGuess(database, { ip, address: email });
  const enter = async (): Promise<Response> => {
    const body = { email, password };
    const headers = headersOf(request);
    return (await callAuth(() => auth.api.signInEmail({ headers, body, asResponse: true }))).result;
  };
  const first = await enter();
  if (first.ok) return beginSession(visit, first);
  if (first.status !== 403) throw mistake('wrong_password', 'password', 401);
  // The password is right. Whether the account is the one that the mail was for, better-auth knows.
  const { result } = await callAuth(() =>
    auth.api.verifyEmail({ query: { token }, asResponse: true }),
  );
  if (!result.ok) return unknownPage(visit);
  const second = await enter();
  return second.ok ? beginSession(visit, second) : unknownPage(visit);
}

function tokenOf(request: Request): string {
  return new URL(request.url).searchParams.get('token') ?? '';
}
