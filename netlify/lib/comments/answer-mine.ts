import { findPerson } from '#netlify/lib/accounts/find-person.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { jsonOfRefusal } from '#netlify/lib/endpoint/refusal.ts';
import { wantsJson } from '#netlify/lib/endpoint/wants-json.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import type { MineAnswer, OwnComment, SentAnswer } from '#src/shared/comments/comment-view.ts';
import { html, type Html } from '#src/shared/html.ts';
import type { Visit } from './answer-comments.ts';
import { sureForm, writingForm } from './comment-forms.ts';
import { displayName, ownViewOf } from './comment-row.ts';
import { answerPage, commentsPath, forOneReader, signInPath } from './comments-page.ts';
import { findArticle, type CommentedArticle } from './comments-site.ts';
import { listOwnComments } from './list-comments.ts';
import { refusalPage } from './refusal-page.ts';
import { renderComment } from './render-comment.ts';

/**
 * `GET /api/comments/mine?article=…`: who asks, and what they wrote under an article, with what waits.
 * Readers without JavaScript change and delete it there, and are led there when they have written.
 */
export function answerMine({ request, context }: Visit): Promise<Response> {
  const site = siteOf(request, context);
  const { searchParams } = new URL(request.url);
  const isForProgram = wantsJson(request);
  return answerSafely({
    name: 'comments of somebody',
    answer: async () => {
      const article = await findArticle(site, searchParams.get('article'));
      const { key, settings } = article;
      const person = await findPerson(request);
      if (person === null && !isForProgram) return seeOther(signInPath(article));
      const rows =
        person === null
          ? []
          : await listOwnComments(openDatabase(), { article: key, authorId: person.id });
      const mine: MineAnswer = {
        person: person && { name: displayName(person.name, settings) },
        comments: rows.map((row) => ownViewOf(row, settings)),
      };
      if (isForProgram) return Response.json(mine, { headers: forOneReader });
      const { words } = settings;
      const body = ownPage(article, mine, doneOf(searchParams.get('done')));
      return answerPage(site, settings, { title: words.mine, body });
    },
    refuse: async (refusal) =>
      isForProgram
        ? jsonOfRefusal(refusal)
        : refusalPage(site, { refusal, key: searchParams.get('article') }),
  });
}

type Done = SentAnswer['status'];

const allDone: readonly Done[] = ['shown', 'waiting', 'edited', 'deleted', 'reported'];

function doneOf(said: string | null): Done | null {
  return allDone.find((one) => one === said) ?? null;
}

function ownPage(article: CommentedArticle, { comments }: MineAnswer, done: Done | null): Html {
  const { settings, path, title } = article;
  const { words } = settings;
  const said = done && html`<p class="notice" role="status">${words[`done.${done}`]}</p>`;
  const items = comments.map((comment) => html`<li>${ownComment(article, comment)}</li>`);
  const list = html`<p class="hint">${words['mine.edit']}</p>
    <ol class="thread">
      ${items}
    </ol>`;
  return html`${said}
    <p class="furniture dotted">
      <a href="${path}" dir="auto">${title}</a>
      <a href="${commentsPath(article)}">${words.link}</a>
    </p>
    ${comments.length > 0 ? list : html`<p>${words['mine.none']}</p>`}`;
}

function ownComment(article: CommentedArticle, comment: OwnComment): Html {
  const { words } = article.settings;
  const { id, state, text, editableForSeconds } = comment;
  const note = state === 'shown' ? null : html`<p class="notice">${words[state]}</p>`;
  const edit =
    editableForSeconds > 0
      ? html`<details>
          <summary>${words.edit}</summary>
          ${writingForm(article, {
            id: `edit-${id}`,
            label: words.label,
            submit: words.save,
            text,
            fields: { do: 'edit', id },
          })}
        </details>`
      : null;
  const acts = html`${note}
    <div class="acts">${edit}${sureForm(article, { what: 'delete', id })}</div>`;
  return renderComment(comment, words, acts);
}
