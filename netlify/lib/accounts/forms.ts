import type { AccountWord } from '#src/shared/accounts/account-settings.ts';
import { html, type Html } from '#src/shared/html.ts';
import type { AccountVisit, Problem } from './account-visit.ts';
import { wordsOfProblem } from './problems.ts';

/** Parts of forms that pages of accounts have in common. */

type Setting = Pick<AccountVisit, 'settings' | 'home'>;

interface FieldLook {
  readonly name: string;
  readonly type: 'email' | 'password' | 'text';
  readonly label: string;
  readonly autocomplete: string;
  readonly hint?: string;
  /** What stands in it. What was written before a mistake comes first, but for passwords. */
  readonly value?: string;
  /** Tells fields of one name on one page apart. */
  readonly id?: string;
}

/** A field with its label, its hint, and what is wrong with it. */
export function field({ settings }: Setting, look: FieldLook, problem: Problem | null): Html {
  const { name, type, label, autocomplete, hint, id = name } = look;
  const written = type === 'password' ? '' : (problem?.fields?.all(name)[0] ?? look.value ?? '');
  const isWrong = problem?.refusal.field === name;
  const described = [hint === undefined ? null : `${id}-hint`, isWrong ? `${id}-mistake` : null]
    .filter((one) => one !== null)
    .join(' ');
  const by = described === '' ? null : html` aria-describedby="${described}"`;
  const wrong = isWrong ? html` aria-invalid="true" autofocus` : null;
  const direction = type === 'text' ? html` dir="auto"` : html` dir="ltr"`;
  const longest = { email: 254, password: 1000, text: 200 }[type];
  const help = hint === undefined ? null : html`<p class="hint" id="${id}-hint">${hint}</p>`;
  const said = isWrong
    ? html`<p class="mistake" id="${id}-mistake">${wordsOfProblem(problem.refusal, settings)}</p>`
    : null;
  return html`<p class="field">
      <label for="${id}">${label}</label>
      <input
        id="${id}"
        name="${name}"
        type="${type}"
        value="${written}"
        autocomplete="${autocomplete}"
        maxlength="${longest}"
        required${direction}${by}${wrong}
      />
    </p>
    ${help}${said}`;
}

export function emailField(setting: Setting, problem: Problem | null, id = 'email'): Html {
  const label = setting.settings.words.email;
  return field(
    setting,
    { id, name: 'email', type: 'email', label, autocomplete: 'email' },
    problem,
  );
}

interface FormLook {
  /** The last part of its path. */
  readonly act: string;
  readonly submit: AccountWord;
  readonly body?: Html | null;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly isQuiet?: boolean;
  /** What a button is about, where several say the same. */
  readonly about?: string;
}

/** A form that is sent to a page of accounts. */
export function form({ settings, home }: Setting, look: FormLook): Html {
  const { act, submit, body = null, hidden = {}, isQuiet = false, about } = look;
  const values = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const quiet = isQuiet ? html` class="quiet"` : null;
  const label =
    about === undefined ? null : html` aria-label="${settings.words[submit]}: ${about}"`;
  return html`<form method="post" action="${home}${act}" novalidate>
    ${values}${body}
    <p>
      <button${quiet}${label}>${settings.words[submit]}</button>
    </p>
  </form>`;
}
