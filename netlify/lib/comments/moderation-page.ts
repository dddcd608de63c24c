import { fill } from '#src/shared/strings/fill.ts';
import { html, type Html } from '#src/shared/html.ts';
import { hidden } from './comment-forms.ts';
import { ownViewOf, type CommentRow } from './comment-row.ts';
import { answerPage } from './comments-page.ts';
import {
  findArticle,
  readCommentsSettings,
  type CommentedArticle,
  type CommentsSite,
} from './comments-site.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import type { CommentsSettings, CommentWord } from '#src/shared/comments/comments-settings.ts';
import { markOf, mostToJudge, type Queue } from './judge-comments.ts';
import { renderComment } from './render-comment.ts';

export const moderationPath = '/account/moderation/';

const said: Readonly<Record<string, CommentWord>> = {
  shown: 'moderation.approved',
  rejected: 'moderation.kept-back',
  changed: 'moderation.changed',
};

/** What waits and what was reported, in the publication's first language, whatever that of the articles. */
export async function moderationPage(
  site: CommentsSite,
  { waiting, reported }: Queue,
  done: string | null,
): Promise<Response> {
  const settings = await readCommentsSettings(site, null);
  const { words } = settings;
  const word = done !== null && Object.hasOwn(said, done) ? said[done] : undefined;
  const one = async (row: CommentRow & { reports?: number }): Promise<Html> =>
    html`<li>${judged(row, settings, await articleOf(site, row.article))}</li>`;
  const list = async (heading: string, rows: readonly CommentRow[]): Promise<Html | null> => {
    if (rows.length === 0) return null;
    const items = await Promise.all(rows.slice(0, mostToJudge).map(one));
    const more = rows.length > mostToJudge ? html`<p>${words['moderation.next']}</p>` : null;
    return html`<h2>${heading}</h2>
      <ol class="thread">
        ${items}
      </ol>
      ${more}`;
  };
  const none = html`<p>${words['moderation.none']}</p>`;
  return answerPage(site, settings, {
    title: words['moderation.title'],
    body: html`${word ? html`<p class="notice" role="status">${words[word]}</p>` : null}
    ${waiting.length + reported.length === 0 ? none : null}
    ${await list(words['moderation.waiting'], waiting)}
    ${await list(words['moderation.reported'], reported)}`,
  });
}

/** The article; null where it is gone, or takes no comments any more. */
async function articleOf(site: CommentsSite, key: string): Promise<CommentedArticle | null> {
  try {
    return await findArticle(site, key);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function judged(
  row: CommentRow & { reports?: number },
  settings: CommentsSettings,
  article: CommentedArticle | null,
): Html {
  const { words } = settings;
  const place = article
    ? html`<a href="${article.path}" dir="auto">${article.title}</a>`
    : html`<span>${row.article}</span>`;
  const reports =
    row.reports === undefined
      ? null
      : html`<span>${fill(words['moderation.reports'], { count: row.reports })}</span>`;
  const button = (verdict: 'shown' | 'rejected', text: string): Html =>
    html`<form method="post" action="${moderationPath}">
      ${hidden({ id: row.id, verdict, seen: markOf(row) })}<button>${text}</button>
    </form>`;
  const acts = html`<div class="acts verdicts">
    ${button('shown', words['moderation.approve'])}${button('rejected', words['moderation.reject'])}
  </div>`;
  return html`<p class="furniture dotted">${place}${reports}</p>
    ${renderComment(ownViewOf(row, settings), words, acts)}`;
}
