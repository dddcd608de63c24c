import { groupThreads } from '#src/shared/comments/group-threads.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { html, type Html } from '#src/shared/html.ts';
import { publicActions, writingForm } from './comment-forms.ts';
import { viewOf } from './comment-row.ts';
import { answerPage, commentsPath, ownCommentsPath, signInPath } from './comments-page.ts';
import type { CommentedArticle, CommentsSite } from './comments-site.ts';
import type { CommentList } from './list-comments.ts';
import { renderComment } from './render-comment.ts';

interface PublicPage {
  readonly list: CommentList;
  readonly isFirst: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** The comments of an article and the forms to take part, for whoever comes. */
export function publicPage(
  site: CommentsSite,
  article: CommentedArticle,
  { list, isFirst, headers }: PublicPage,
): Promise<Response> {
  const { settings, path, title } = article;
  const { words } = settings;
  const more =
    list.next === null
      ? null
      : html`<p><a href="${commentsPath(article, list.next)}">${words.more}</a></p>`;
  const none = html`<p class="none">${words.none}</p>`;
  const write = writingForm(article, {
    id: 'write',
    label: words.label,
    submit: words.submit,
    fields: { do: 'write' },
  });
  const body = html`<p class="furniture dotted">
      <a href="${path}">${words.back}</a>
      <a href="${ownCommentsPath(article)}">${words.mine}</a>
      <a href="${signInPath(article)}">${words['sign-in']}</a>
    </p>
    ${isFirst && list.rows.length === 0 ? none : threads(article, list)}${more}${isFirst ? write : null}`;
  return answerPage(site, settings, {
    title: fill(words.title, { article: title }),
    body,
    headers,
  });
}

function threads(article: CommentedArticle, { rows }: CommentList): Html {
  const { settings } = article;
  const comments = rows.map((row) => viewOf(row, settings));
  const one = (comment: (typeof comments)[number]): Html =>
    renderComment(
      comment,
      settings.words,
      comment.name === null ? null : publicActions(article, comment),
    );
  const items = groupThreads(comments).map(
    ({ first, replies }) =>
      html`<li>
        ${first && one(first)}${
          replies.length > 0
            ? html`<ol class="replies">
                ${replies.map((reply) => html`<li>${one(reply)}</li>`)}
              </ol>`
            : null
        }
      </li>`,
  );
  return html`<ol class="thread">
    ${items}
  </ol>`;
}
