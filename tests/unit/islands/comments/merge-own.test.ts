import { describe, expect, it } from 'vitest';
import { mergeOwn, takeIn } from '#src/islands/comments/merge-own.ts';
import type { CommentView, OwnComment } from '#src/shared/comments/comment-view.ts';

function view(id: string, parentId: string | null = null): CommentView {
  return {
    id,
    parentId,
    name: 'Ann',
    isEditor: false,
    date: '',
    when: '',
    isEdited: false,
    blocks: [],
  };
}

function own(id: string, state: OwnComment['state'], parentId: string | null = null): OwnComment {
  return { ...view(id, parentId), state, text: id, editableForSeconds: 9 };
}

const ids = (comments: readonly CommentView[]): string => comments.map(({ id }) => id).join(' ');

const comments = [view('a'), view('a1', 'a'), view('b')];

describe('one’s own comments among everybody’s', () => {
  it('stand in their places, replies behind their threads', () => {
    const mine = [own('a', 'shown'), own('a2', 'waiting', 'a'), own('c', 'waiting')];
    const merged = mergeOwn({ comments, own: mine, isWhole: true });
    expect(ids(merged)).toBe('a a1 a2 b c');
    expect(merged[0]?.state).toBe('shown');
    expect(ids(comments)).toBe('a a1 b');
  });

  it('that others see wait for the page that they are on', () => {
    const mine = [own('x', 'shown'), own('y', 'rejected')];
    expect(ids(mergeOwn({ comments, own: mine, isWhole: false }))).toBe('a a1 b y');
    expect(ids(mergeOwn({ comments, own: mine, isWhole: true }))).toBe('a a1 b x y');
  });

  it('are there once they were written, changed once they were changed', () => {
    const about = null;
    const written = takeIn({
      comments,
      own: [],
      isWhole: false,
      about,
      answer: { status: 'shown', comment: own('c', 'shown') },
    });
    expect(ids(written.comments)).toBe('a a1 b c');
    const changed = takeIn({
      ...written,
      isWhole: false,
      about: own('c', 'shown'),
      answer: { status: 'edited', comment: { ...own('c', 'shown'), text: 'new' } },
    });
    expect(changed.comments.at(-1)?.text).toBe('new');
    expect(changed.own).toHaveLength(1);
  });

  it('leave a place when they are deleted, and nothing else', () => {
    const gone = takeIn({
      comments: [own('a', 'shown'), view('a1', 'a')],
      own: [own('a', 'shown')],
      isWhole: true,
      about: own('a', 'shown'),
      answer: { status: 'deleted', comment: null },
    });
    expect(gone.own).toEqual([]);
    expect(gone.comments[0]).toEqual({ ...view('a'), name: null });
  });
});
