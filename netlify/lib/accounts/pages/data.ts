import { answerPage, leadTo } from '#netlify/lib/accounts/account-page.ts';
import {
  isFresh,
  type AccountPage,
  type AccountVisit,
} from '#netlify/lib/accounts/account-visit.ts';
import { deleteAccount } from '#netlify/lib/accounts/delete-account.ts';
import { exportAccount } from '#netlify/lib/accounts/export-account.ts';
import { forgetCached } from '#netlify/lib/comments/cached-comments.ts';
import { form } from '#netlify/lib/accounts/forms.ts';
import { postNewsletterLink } from '#netlify/lib/newsletter/post-link.ts';
import { html } from '#src/shared/html.ts';
import { leadOut, own, ownAndFresh } from './own.ts';
import { sentPage } from './sent.ts';

/** A copy of all that is kept with an account. */
export const exportPage = ownAndFresh(async ({ database }, { person }) => {
  const headers = {
    'Content-Disposition': 'attachment; filename="account-data.json"',
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'private, no-store',
  };
  return new Response(JSON.stringify(await exportAccount(database, person.id), null, 2), {
    headers,
  });
});

/** Asks once more, and deletes. */
export const deletePage: AccountPage = {
  show: async (visit) => {
    const { session, home, settings } = visit;
    if (session === null) return leadTo(home);
    if (!isFresh(session)) return leadTo(`${home}sign-in`);
    const { words } = settings;
    const body = html`<p>${words['delete.text']}</p>
      ${form(visit, { act: 'delete', submit: 'delete.submit' })}
      <p><a href="${home}">${words.back}</a></p>`;
    return answerPage(visit, { title: words['delete.title'], body });
  },
  act: ownAndFresh(async (visit, { person }) => {
    forgetCached(await deleteAccount(visit.database, person), visit.context);
    return leadOut(visit, `${visit.home}deleted`);
  }).act,
};

export const deletedPage: AccountPage = {
  show: (visit: AccountVisit) => {
    const { words } = visit.settings;
    const body = html`<p>${words['deleted.text']}</p>`;
    return answerPage(visit, { title: words['deleted.title'], body });
  },
  act: null,
};

/** Mails the newsletter's own link, where the address has the newsletter. */
export const newsletterPage = own(async (visit, { person }) => {
  await postNewsletterLink(visit.database, person.address);
  visit.drain();
  return sentPage(visit);
});
