import type { ComponentChild } from 'preact';
import type { SentAnswer } from '#src/shared/comments/comment-view.ts';
import type { IslandCommentWords } from '#src/shared/comments/comments-settings.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { Marks } from './Marks.tsx';
import { SendForm } from './SendForm.tsx';
import type { SeenComment } from './merge-own.ts';

/** What can be done with a comment. */
export type Act = 'reply' | 'edit' | 'delete' | 'report';

export interface Props {
  comment: SeenComment;
  article: string;
  words: IslandCommentWords;
  account: string;
  /** Whether the reader is signed in. */
  isReader: boolean;
  /** What is being done with this one. */
  open: Act | null;
  onOpen: (comment: SeenComment, act: Act | null) => void;
  onSent: (comment: SeenComment, answer: SentAnswer) => void;
}

/** A comment with what the reader may do with it. Functions write the same in HTML. */
export function CommentItem(props: Props): ComponentChild {
  const { comment, words, open, onOpen } = props;
  const { id, name, date, when, isEdited, blocks, state } = comment;
  if (name === null) {
    return (
      <article class="comment">
        <p class="gone">{words.gone}</p>
      </article>
    );
  }
  const acts = actsOn(props);
  return (
    <article class="comment" id={`c-${id}`} tabindex={-1}>
      <p class="by furniture dotted">
        <b>
          <bdi>{name}</bdi>
        </b>
        <time dateTime={date}>{when}</time>
        {isEdited && <span>{words.edited}</span>}
      </p>
      <div class="text">
        <Marks blocks={blocks} />
      </div>
      {state && state !== 'shown' && <p class="notice">{words[state]}</p>}
      {open ? (
        <ActForm {...props} act={open} />
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

function actsOn({ comment, isReader }: Props): Act[] {
  const { state, parentId, editableForSeconds = 0 } = comment;
  if (!isReader) return [];
  const reply: Act[] =
    parentId === null && state !== 'waiting' && state !== 'rejected' ? ['reply'] : [];
  if (!state) return [...reply, 'report'];
  return [...reply, ...(editableForSeconds > 0 ? (['edit'] as const) : []), 'delete'];
}

function ActForm({
  comment,
  article,
  words,
  account,
  act,
  onOpen,
  onSent,
}: Props & { act: Act }): ComponentChild {
  const { id, name, text = '' } = comment;
  const isSure = act === 'delete' || act === 'report';
  const label = act === 'reply' ? fill(words['reply.label'], { name: name ?? '' }) : words.label;
  return (
    <SendForm
      id={`${act}-${id}`}
      submit={act === 'reply' ? words.submit : act === 'edit' ? words.save : words[act]}
      fields={act === 'reply' ? { article, do: 'write', parent: id } : { article, do: act, id }}
      writing={isSure ? null : { label, text: act === 'edit' ? text : '' }}
      hint={isSure ? words[`${act}.sure`] : words.hint}
      words={words}
      account={account}
      onSent={(answer) => onSent(comment, answer)}
      onCancel={() => onOpen(comment, null)}
    />
  );
}
