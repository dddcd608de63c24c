import type { AccountVisit } from '#netlify/lib/accounts/account-visit.ts';
import type { LiveSession } from '#netlify/lib/accounts/find-person.ts';
import { formatDay } from '#netlify/lib/accounts/format-day.ts';
import { form } from '#netlify/lib/accounts/forms.ts';
import { describeBrowser, listSessions } from '#netlify/lib/accounts/sessions.ts';
import { html, type Html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';

/** Where somebody is signed in, and how to end it. */
export async function sessionsPart(
  visit: AccountVisit,
  { id: own, person }: LiveSession,
): Promise<Html> {
  const { settings, database } = visit;
  const { words } = settings;
  const listed = await listSessions(database, person.id);
  const rows = listed.map(({ id, createdAt, userAgent }) => {
    const name = describeBrowser(userAgent) ?? words['sessions.unknown'];
    const since = fill(words['sessions.since'], { date: formatDay(createdAt, settings) });
    const isThis = id === own;
    const mark = isThis ? html` · ${words['sessions.this']}` : null;
    const end = form(visit, {
      act: 'session-end',
      submit: 'sessions.end',
      hidden: { id },
      isQuiet: true,
      about: name,
    });
    return html`<li>
      <div>
        ${name}
        <p class="quiet-line">${since}${mark}</p>
      </div>
      ${isThis ? null : end}
    </li>`;
  });
  const others = form(visit, { act: 'sessions-end', submit: 'sessions.others', isQuiet: true });
  return html`<h2 id="sessions">${words['sessions.title']}</h2>
    <ul class="rows">
      ${rows}
    </ul>
    ${listed.length > 1 ? others : null}
    ${form(visit, { act: 'sign-out-everywhere', submit: 'signout.everywhere', isQuiet: true })}`;
}
