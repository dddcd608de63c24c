import type { CommentView } from '#src/shared/comments/comment-view.ts';
import type { CommentWords } from '#src/shared/comments/comments-settings.ts';
import type { Block, Inline } from '#src/shared/comments/parse-marks.ts';
import { html, type Html } from '#src/shared/html.ts';

/** A comment in HTML, with what can be done with it. The island draws the same in the browser. */
export function renderComment(
  { id, name, isEditor, date, when, isEdited, blocks }: CommentView,
  words: CommentWords,
  actions: Html | null = null,
): Html {
  if (name === null)
    return html`<article class="comment" id="c-${id}"><p class="gone">${words.gone}</p></article>`;
  const edited = isEdited ? html`<span>${words.edited}</span>` : null;
  const editor = isEditor ? html`<span>${words.editor}</span>` : null;
  return html`<article class="comment" id="c-${id}">
    <p class="by furniture dotted">
      <b><bdi>${name}</bdi></b
      >${editor}<time datetime="${date}">${when}</time>${edited}
    </p>
    <div class="text">${renderBlocks(blocks)}</div>
    ${actions}
  </article>`;
}

/** What somebody wrote: each paragraph runs in the direction of its own words. */
export function renderBlocks(blocks: readonly Block[]): Html[] {
  return blocks.map((block) =>
    block.kind === 'quote'
      ? html`<blockquote>${renderBlocks(block.content)}</blockquote>`
      : html`<p dir="auto">${block.content.map(renderInline)}</p>`,
  );
}

function renderInline(inline: Inline): Html {
  if (typeof inline === 'string') return html`${inline}`;
  switch (inline.kind) {
    case 'break':
      return html`<br />`;
    case 'code':
      return html`<code>${inline.text}</code>`;
    case 'link':
      return html`<a href="${inline.href}" rel="nofollow ugc noopener" dir="ltr"
        >${inline.text}</a
      >`;
    case 'emphasis':
      return html`<em>${inline.content.map(renderInline)}</em>`;
    case 'strong':
      return html`<strong>${inline.content.map(renderInline)}</strong>`;
  }
}
