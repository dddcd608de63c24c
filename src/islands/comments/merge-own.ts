import type { CommentView, OwnComment } from '#src/shared/comments/comment-view.ts';

/** A comment as the reader sees it: their own with what only they know of it. */
export type SeenComment = CommentView &
  Partial<Pick<OwnComment, 'state' | 'text' | 'editableForSeconds'>>;

interface Merging {
  readonly comments: readonly SeenComment[];
  readonly own: readonly OwnComment[];
  /** Whether all of everybody's are there: else what others see is put in its place with what follows. */
  readonly isWhole: boolean;
}

/** Everybody's comments with the reader's own in their places: what waits, and what a cache has not seen. */
export function mergeOwn({ comments, own, isWhole }: Merging): SeenComment[] {
  const byId = new Map(own.map((one) => [one.id, one]));
  const merged: SeenComment[] = comments.map((one) => byId.get(one.id) ?? one);
  const known = new Set(comments.map(({ id }) => id));
  const missing = own
    .filter(({ id, state }) => !known.has(id) && (isWhole || state !== 'shown'))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return missing.reduce(putIn, merged);
}

/** Puts a comment at the end, a reply at the end of its thread. */
function putIn(comments: readonly SeenComment[], one: SeenComment): SeenComment[] {
  const last =
    one.parentId === null
      ? -1
      : comments.findLastIndex(({ id, parentId }) => (parentId ?? id) === one.parentId);
  return last === -1 ? [...comments, one] : comments.toSpliced(last + 1, 0, one);
}

/** Without one that was deleted; where it has replies, with its place. */
export function withoutDeleted(comments: readonly SeenComment[], deleted: string): SeenComment[] {
  const hasReplies = comments.some(({ parentId }) => parentId === deleted);
  if (!hasReplies) return comments.filter(({ id }) => id !== deleted);
  return comments.map((one) => {
    if (one.id !== deleted) return one;
    const { id, parentId, date, when, isEdited } = one;
    return { id, parentId, date, when, isEdited, name: null, blocks: [] };
  });
}
