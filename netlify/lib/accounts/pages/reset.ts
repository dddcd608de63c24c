import { countMail } from '#netlify/lib/accounts/account-limits.ts';
import { answerPage, leadTo } from '#netlify/lib/accounts/account-page.ts';
import type { AccountPage, AccountVisit, Problem } from '#netlify/lib/accounts/account-visit.ts';
import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { emailField, field, form } from '#netlify/lib/accounts/forms.ts';
import { passwordLength } from '#netlify/lib/accounts/password-rules.ts';
import { readAddress, readNewPassword } from '#netlify/lib/accounts/read-fields.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { sentPage, unknownPage } from './sent.ts';

/** Asks for a link to the page where a password is chosen. */
export const resetPage: AccountPage = { show: showReset, act: askForReset };

/** That page. Nobody is signed in by it: who has chosen a password knows it. */
export const newPasswordPage: AccountPage = { show: showNewPassword, act: setPassword };

function showReset(visit: AccountVisit, problem: Problem | null): Promise<Response> {
  const { words } = visit.settings;
  const body = html`<p>${words['reset.text']}</p>
    ${form(visit, { act: 'reset', submit: 'reset.submit', body: emailField(visit, problem) })}
    <p><a href="${visit.home}">${words['signin.title']}</a></p>`;
  return answerPage(visit, { title: words['reset.title'], body, problem });
}

async function askForReset(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, database, ip } = visit;
  const email = readAddress(fields);
  if (!(await countMail(database, { ip, address: email }))) return sentPage(visit);
  const { mails } = await callAuth(() => auth.api.requestPasswordReset({ body: { email } }));
  visit.send(mails);
  return sentPage(visit);
}

function showNewPassword(visit: AccountVisit, problem: Problem | null): Promise<Response> {
  const { words } = visit.settings;
  const asked = new URL(visit.request.url).searchParams.get('token');
  const token = problem?.fields?.all('token')[0] ?? asked ?? '';
  if (!isResetToken(token)) return unknownPage(visit);
  const look = {
    name: 'password',
    type: 'password',
    label: words['new.label'],
    autocomplete: 'new-password',
    hint: fill(words['signup.password.hint'], { least: String(passwordLength.least) }),
  } as const;
  const body = html`<p>${words['new.text']}</p>
    ${form(visit, {
      act: 'new-password',
      submit: 'new.submit',
      hidden: { token },
      body: field(visit, look, problem),
    })}`;
  return answerPage(visit, { title: words['new.title'], body, problem });
}

async function setPassword(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, home } = visit;
  const token = fields.one('token') ?? '';
  const owner = isResetToken(token) ? await ownerOf(auth, token) : null;
  if (owner === null) return unknownPage(visit);
  const newPassword = readNewPassword(fields, 'password', {
    address: owner.email,
    name: owner.name,
    title: visit.settings.title,
  });
  const { result } = await callAuth(() =>
    auth.api.resetPassword({ body: { token, newPassword }, asResponse: true }),
  );
  return result.ok ? leadTo(`${home}sign-in?changed=1`) : unknownPage(visit);
}

/** Whose password a link is for; null where it is over, or was never made. */
async function ownerOf(
  auth: AccountVisit['auth'],
  token: string,
): Promise<{ readonly email: string; readonly name: string } | null> {
  const { internalAdapter } = await auth.$context;
  const made = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  return made && made.expiresAt > new Date() ? internalAdapter.findUserById(made.value) : null;
}

/** As better-auth makes them. What else strangers send is not looked up. */
function isResetToken(token: string): boolean {
  return /^[a-zA-Z0-9]{24}$/u.test(token);
}
