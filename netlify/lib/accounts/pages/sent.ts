import { answerPage } from '#netlify/lib/accounts/account-page.ts';
import type { AccountVisit } from '#netlify/lib/accounts/account-visit.ts';
import { html } from '#src/shared/html.ts';

/** What everybody is told who asked for a mail, whether one was sent or not. */
export function sentPage(visit: AccountVisit): Promise<Response> {
  const { words } = visit.settings;
  const body = html`<p>${words['sent.text']}</p>`;
  return answerPage(visit, { title: words['sent.title'], body });
}

/** A link that leads nowhere, or does no longer. */
export function unknownPage(visit: AccountVisit): Promise<Response> {
  const { settings, home } = visit;
  const { words } = settings;
  const body = html`<p>${words['unknown.text']}</p>
    <p><a href="${home}">${words['signin.title']}</a></p>`;
  return answerPage(visit, { title: words['unknown.title'], body, status: 404 });
}
