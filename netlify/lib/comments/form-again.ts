import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import type { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { html } from '#src/shared/html.ts';
import { writingForm } from './comment-forms.ts';
import { accountPath, answerPage, forOneReader, signInPath } from './comments-page.ts';
import type { CommentedArticle, CommentsSite } from './comments-site.ts';
import { messageOf } from './mistakes.ts';

interface Again {
  readonly refusal: Refusal;
  readonly fields: Fields;
}

/** What readers without JavaScript see: what is wrong, and the form again with what they wrote. */
export function formAgain(
  site: CommentsSite,
  article: CommentedArticle,
  { refusal, fields }: Again,
): Promise<Response> {
  const { settings, title, path } = article;
  const { words } = settings;
  const first = (name: string): string => fields.all(name)[0] ?? '';
  const message = messageOf(words, refusal);
  const isWriting = first('do') === '' || first('do') === 'write' || first('do') === 'edit';
  const isEditing = first('do') === 'edit';
  const form = writingForm(article, {
    id: 'write',
    label: words.label,
    submit: isEditing ? words.save : words.submit,
    text: first('body'),
    mistake: message,
    fields: isEditing
      ? { do: 'edit', id: first('id') }
      : { do: 'write', ...(first('parent') && { parent: first('parent') }) },
  });
  const signIn = html`<p><a href="${signInPath(article)}">${words['sign-in']}</a></p>`;
  const account = html`<p><a href="${accountPath(settings)}">${words.missing_name}</a></p>`;
  return answerPage(site, settings, {
    status: refusal.status,
    title: fill(words.title, { article: title }),
    body: html`<p class="furniture"><a href="${path}">${words.back}</a></p>
      ${refusal.code === 'signed_out' ? signIn : null}${refusal.code === 'missing_name' ? account : null}
      ${isWriting ? form : html`<p class="notice" role="alert">${message}</p>`}`,
    headers: { ...forOneReader, ...refusal.headers },
  });
}
