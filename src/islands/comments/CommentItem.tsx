import type { ComponentChild } from 'preact';
import type { SentAnswer } from '#src/shared/comments/comment-view.ts';
import type { IslandCommentWords } from '#src/shared/comments/comments-settings.ts';
import type { Forms } from './forms.ts';
import { drawMarks } from './draw-marks.tsx';
import type { SeenComment } from './merge-own.ts';

/** What can be done with a comment. */
export type Act = 'reply' | 'edit' | 'delete' | 'report';

export interface Props {
  comment: SeenComment;
  article: string;
  words: IslandCommentWords;
  account: string;
  /** What somebody who is signed in writes with; null for strangers. */
  forms: Forms | null;
  /** What is being done with this one. */
  open: Act | null;
  onOpen: (comment: SeenComment, act: Act | null) => void;
  onSent: (comment: SeenComment, answer: SentAnswer) => void;
}

/** A comment with what the reader may do with it. Functions write the same in HTML. */
export function CommentItem(props: Props): ComponentChild {
  const { comment, words, open, onOpen, forms } = props;
  const { id, name, isEditor, date, when, isEdited, blocks, state } = comment;
  if (name === null) {
    return (
      <article class="comment">
        <p class="gone">{words.gone}</p>
      </article>
    );
  }
  const acts = forms?.actsOn(comment) ?? [];
  return (
    <article class="comment" id={`c-${id}`} tabindex={-1}>
      <p class="by furniture dotted">
        <b>
          <bdi>{name}</bdi>
        </b>
        {isEditor && <span>{words.editor}</span>}
        <time dateTime={date}>{when}</time>
        {isEdited && <span>{words.edited}</span>}
      </p>
      <div class="text">{blocks.map(drawMarks)}</div>
      {state && state !== 'shown' && <p class="notice">{words[state]}</p>}
      {open && forms ? (
        <forms.ActForm {...props} act={open} />
      ) : (
        acts.length > 0 && (
          <p class="acts">
            {acts.map((act) => (
              <button type="button" class="link" onClick={() => onOpen(comment, act)}>
                {words[act]}
              </button>
            ))}
          </p>
        )
      )}
    </article>
  );
}
