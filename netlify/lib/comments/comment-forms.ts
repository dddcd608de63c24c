import type { CommentView } from '#src/shared/comments/comment-view.ts';
import { longestComment } from '#src/shared/comments/clean-text.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { html, type Html } from '#src/shared/html.ts';
import type { CommentedArticle } from './comments-site.ts';

/* Forms of the pages that readers without JavaScript see. All are sent to `/api/comments`. */

export const action = '/api/comments';

export interface WritingForm {
  /** Tells its ids from others on the same page. */
  readonly id: string;
  readonly label: string;
  readonly submit: string;
  readonly text?: string;
  /** What is sent with it: `do`, `parent`, `id`. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong with the text. */
  readonly mistake?: string | null;
}

/** A form to write in. */
export function writingForm(
  { key, settings: { words } }: CommentedArticle,
  form: WritingForm,
): Html {
  const { id, label, submit, text = '', fields, mistake = null } = form;
  const invalid = mistake === null ? null : html` aria-invalid="true" autofocus`;
  const described = mistake === null ? `${id}-hint` : `${id}-mistake ${id}-hint`;
  // The line end is for browsers, which leave out the first one of a text.
  return html`<form method="post" action="${action}">
    <p>
      <label for="${id}">${label}</label>
      <textarea
        id="${id}"
        name="body"
        rows="5"
        maxlength="${longestComment}"
        required
        dir="auto"
        aria-describedby="${described}"
        ${invalid}
      >
${text}</textarea>
    </p>
    ${mistake === null ? null : html`<p class="notice" id="${id}-mistake" role="alert">${mistake}</p>`}
    <p class="hint" id="${id}-hint">${words.hint}</p>
    <p class="visually-hidden" aria-hidden="true">
      <label>${words.trap} <input name="website" tabindex="-1" autocomplete="off" /></label>
    </p>
    ${hidden({ article: key, ...fields })}
    <p><button>${submit}</button></p>
  </form>`;
}

interface SureForm {
  readonly what: 'delete' | 'report';
  readonly id: string;
}

/** A form that is asked for first, says what it does, and does it. */
export function sureForm(
  { key, settings: { words } }: CommentedArticle,
  { what, id }: SureForm,
): Html {
  return html`<details>
    <summary>${words[what]}</summary>
    <form method="post" action="${action}">
      <p class="hint">${words[`${what}.sure`]}</p>
      ${hidden({ article: key, do: what, id })}
      <p><button>${words[what]}</button></p>
    </form>
  </details>`;
}

/** What everybody may do with a comment: reply to it, unless it is a reply, and report it. */
export function publicActions(
  article: CommentedArticle,
  { id, parentId, name }: CommentView,
): Html {
  const { words } = article.settings;
  const reply =
    parentId === null
      ? html`<details>
          <summary>${words.reply}</summary>
          ${writingForm(article, {
            id: `reply-${id}`,
            label: fill(words['reply.label'], { name: name ?? '' }),
            submit: words.submit,
            fields: { do: 'write', parent: id },
          })}
        </details>`
      : null;
  return html`<div class="acts">${reply}${sureForm(article, { what: 'report', id })}</div>`;
}

export function hidden(fields: Readonly<Record<string, string>>): Html[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}
