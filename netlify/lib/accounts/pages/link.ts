import { countMail } from '#netlify/lib/accounts/account-limits.ts';
import { answerPage } from '#netlify/lib/accounts/account-page.ts';
import type { AccountPage, AccountVisit } from '#netlify/lib/accounts/account-visit.ts';
import { beginSession } from '#netlify/lib/accounts/begin-session.ts';
import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { form } from '#netlify/lib/accounts/forms.ts';
import { addressOfLink } from '#netlify/lib/accounts/mailed-link.ts';
import { readLastingAddress } from '#netlify/lib/accounts/read-fields.ts';
import { dropUnproven } from '#netlify/lib/accounts/unproven.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { sentPage, unknownPage } from './sent.ts';
import { headersOf, showSignIn } from './sign-in.ts';

/** Asks for a link that signs in. */
export const linkPage: AccountPage = { show: showSignIn, act: askForLink };

/**
 * What the link leads to. It says as whom one is about to sign in and asks for a click: programs that
 * follow links in mails use none up, and whoever was sent a link of somebody else's sees so.
 */
export const enterPage: AccountPage = { show: showEnter, act: enter };

async function askForLink(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, database, ip, settings } = visit;
  const email = readLastingAddress(fields, settings);
  if (!(await countMail(database, { ip, address: email }))) return sentPage(visit);
  const headers = new Headers();
  const { mails } = await callAuth(() => auth.api.signInMagicLink({ headers, body: { email } }));
  visit.send(mails);
  return sentPage(visit);
}

async function showEnter(visit: AccountVisit): Promise<Response> {
  const { words } = visit.settings;
  const token = new URL(visit.request.url).searchParams.get('token') ?? '';
  const address = await addressOfLink(visit.auth, token);
  if (address === null) return unknownPage(visit);
  const body = html`<p>${fill(words['enter.text'], { address })}</p>
    ${form(visit, { act: 'enter', submit: 'enter.submit', hidden: { token } })}`;
  return answerPage(visit, { title: words['enter.title'], body });
}

async function enter(visit: AccountVisit, fields: Fields): Promise<Response> {
  const { auth, database, request } = visit;
  const token = fields.one('token') ?? '';
  const address = await addressOfLink(auth, token);
  if (address === null) return unknownPage(visit);
  await dropUnproven(database, address);
  const headers = headersOf(request);
  const { result } = await callAuth(() =>
    auth.api.magicLinkVerify({ headers, query: { token }, asResponse: true }),
  );
  return result.ok ? beginSession(visit, result) : unknownPage(visit);
}
