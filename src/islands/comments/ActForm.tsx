import type { ComponentChild } from 'preact';
import type { Act, Props } from './CommentItem.tsx';
import type { SeenComment } from './merge-own.ts';
import { SendForm } from './SendForm.tsx';

/** The form for what somebody wants to do with a comment. */
export function ActForm({
  act,
  comment,
  article,
  onOpen,
  onSent,
  ...rest
}: Props & { act: Act }): ComponentChild {
  const { id, name, text } = comment;
  const { words } = rest;
  const isReply = act === 'reply';
  const isEdit = act === 'edit';
  const isWriting = isReply || isEdit;
  return (
    <SendForm
      {...rest}
      id={`comments:${act}-${id}`}
      submit={words[isReply ? 'submit' : isEdit ? 'save' : act]}
      fields={isReply ? { article, parent: id } : { article, do: act, id }}
      label={
        isWriting
          ? words[isReply ? 'reply.label' : 'label'].replace('{name}', () => name ?? '')
          : null
      }
      text={isEdit ? text : ''}
      hint={act === 'delete' || act === 'report' ? words[`${act}.sure`] : words.hint}
      onSent={(answer) => onSent(comment, answer)}
      onCancel={() => onOpen(comment, null)}
    />
  );
}

/** What somebody who is signed in can do with a comment. */
export function actsOn({ state, parentId, editableForSeconds }: SeenComment): Act[] {
  const acts: Act[] = [];
  if (parentId === null && (state ?? 'shown') === 'shown') acts.push('reply');
  if (editableForSeconds) acts.push('edit');
  acts.push(state ? 'delete' : 'report');
  return acts;
}
