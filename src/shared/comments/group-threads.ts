import type { CommentView } from './comment-view.ts';

/** A comment with the replies to it; without it where it stood on the page before. */
export interface Thread<Comment extends CommentView = CommentView> {
  readonly first: Comment | null;
  readonly replies: readonly Comment[];
}

/** Comments and replies in the order in which they are answered, put together. */
export function groupThreads<Comment extends CommentView>(
  comments: readonly Comment[],
): Thread<Comment>[] {
  const threads: { first: Comment | null; id: string; replies: Comment[] }[] = [];
  for (const comment of comments) {
    const id = comment.parentId ?? comment.id;
    const last = threads.at(-1);
    if (comment.parentId === null) threads.push({ first: comment, id, replies: [] });
    else if (last?.id === id) last.replies.push(comment);
    else threads.push({ first: null, id, replies: [comment] });
  }
  return threads;
}
