import type { AccountVisit, Problem } from '#netlify/lib/accounts/account-visit.ts';
import { formatDay } from '#netlify/lib/accounts/format-day.ts';
import { field, form } from '#netlify/lib/accounts/forms.ts';
import { passkeyPlace } from '#netlify/lib/accounts/passkey-place.ts';
import { passwordLength } from '#netlify/lib/accounts/password-rules.ts';
import type { ListedPasskey, Ways } from '#netlify/lib/accounts/ways.ts';
import { readGitHubSettings } from '#netlify/lib/env.ts';
import { html, type Html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';

/** How somebody signs in, and what they can change about it. */
export function waysPart(visit: AccountVisit, ways: Ways, problem: Problem | null): Html {
  const { words } = visit.settings;
  return html`<h2 id="ways">${words['ways.title']}</h2>
    <p>${words[ways.hasPassword ? 'ways.password' : 'ways.none']}</p>
    ${ways.hasPassword ? passwordForm(visit, problem) : resetForm(visit)} ${gitHubPart(visit, ways)}
    ${passkeysPart(visit, ways.passkeys)}`;
}

function passwordForm(visit: AccountVisit, problem: Problem | null): Html {
  const { words } = visit.settings;
  const current = {
    name: 'current',
    type: 'password',
    label: words['ways.current'],
    autocomplete: 'current-password',
  } as const;
  const next = {
    name: 'password',
    type: 'password',
    label: words['new.label'],
    autocomplete: 'new-password',
    hint: fill(words['signup.password.hint'], { least: String(passwordLength.least) }),
  } as const;
  const body = html`${field(visit, current, problem)}${field(visit, next, problem)}`;
  return form(visit, { act: 'password', submit: 'ways.change', isQuiet: true, body });
}

function resetForm(visit: AccountVisit): Html {
  const { words } = visit.settings;
  const email = visit.session?.person.address ?? '';
  return html`<p>${words['ways.set']}</p>
    ${form(visit, { act: 'reset', submit: 'reset.submit', isQuiet: true, hidden: { email } })}`;
}

function gitHubPart(visit: AccountVisit, { hasGitHub }: Ways): Html | null {
  const { words } = visit.settings;
  if (hasGitHub) {
    return html`<h2>GitHub</h2>
      <p>${words['github.connected']}</p>
      ${form(visit, { act: 'github-remove', submit: 'github.remove', isQuiet: true })}`;
  }
  if (readGitHubSettings() === null) return null;
  return html`<h2>GitHub</h2>
    ${form(visit, { act: 'github', submit: 'github.submit', isQuiet: true })}`;
}

function passkeysPart(visit: AccountVisit, passkeys: readonly ListedPasskey[]): Html {
  const { words } = visit.settings;
  const rows = passkeys.map(({ id, createdAt }) => {
    const date = createdAt === null ? '' : formatDay(createdAt, visit.settings);
    const added = fill(words['passkeys.added'], { date });
    return html`<li>
      <span>${added}</span>
      ${form(visit, {
        act: 'passkey-remove',
        submit: 'passkeys.remove',
        hidden: { id },
        isQuiet: true,
        about: added,
      })}
    </li>`;
  });
  const list = html`<ul class="rows">
    ${rows}
  </ul>`;
  return html`<h2 id="passkeys">${words['passkeys.title']}</h2>
    <p>${words['passkeys.text']}</p>
    ${rows.length === 0 ? html`<p>${words['passkeys.none']}</p>` : list}
    <div class="needs-script">${passkeyPlace('add')}</div>`;
}
