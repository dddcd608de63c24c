import type { CommentView, OwnComment, SentAnswer } from '#src/shared/comments/comment-view.ts';

/** A comment as the reader sees it: their own with what only they know of it. */
export type SeenComment = CommentView &
  Partial<Pick<OwnComment, 'state' | 'text' | 'editableForSeconds'>>;

interface Merging {
  readonly comments: readonly SeenComment[];
  /** In the order of writing. */
  readonly own: readonly OwnComment[];
  /** Whether all of everybody's are there: else what others see is put in its place with what follows. */
  readonly isWhole: boolean;
}

/** Everybody's comments with the reader's own in their places: what waits, and what a cache has not seen. */
export function mergeOwn({ comments, own, isWhole }: Merging): SeenComment[] {
  const merged = [...comments];
  for (const one of own) {
    const at = merged.findIndex(({ id }) => id === one.id);
    if (at >= 0) merged[at] = one;
    else if (isWhole || one.state !== 'shown') {
      // A reply stands behind its thread, all else at the end.
      const last = merged.findLastIndex(({ id, parentId }) => (parentId ?? id) === one.parentId);
      merged.splice(last < 0 ? merged.length : last + 1, 0, one);
    }
  }
  return merged;
}

interface Taking extends Merging {
  /** The comment that something was done with. */
  readonly about: SeenComment | null;
  readonly answer: SentAnswer;
}

/** What is to be seen after something was sent. */
export function takeIn({
  comments,
  own: before,
  isWhole,
  about,
  answer: { status, comment },
}: Taking): Pick<Merging, 'comments' | 'own'> {
  const isGone = ({ id }: { readonly id: string }): boolean =>
    status === 'deleted' && id === about?.id;
  const own = before.filter((one) => one.id !== comment?.id && !isGone(one));
  if (comment) own.push(comment);
  const there = comments.map((one) => (isGone(one) ? gone(one) : one));
  // What was written just now is shown, whatever follows.
  return {
    own,
    comments: mergeOwn({ comments: there, own, isWhole: isWhole || comment !== null }),
  };
}

/** What stays of a comment that was deleted. */
function gone({ id, parentId, date, when, isEdited }: SeenComment): SeenComment {
  return { id, parentId, date, when, isEdited, name: null, isEditor: false, blocks: [] };
}
