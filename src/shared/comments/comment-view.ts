import type { IslandCommentWords } from './comments-settings.ts';
import type { Block } from './parse-marks.ts';

/* What `/api/comments` says, for scripts. */

/** A comment as others see it. */
export interface CommentView {
  readonly id: string;
  /** The comment that this replies to. */
  readonly parentId: string | null;
  /** Who wrote it; null where it is gone, and stands there for its replies only. */
  readonly name: string | null;
  /** Whether it speaks for the publication. Names may claim that, and nobody can keep them from it. */
  readonly isEditor: boolean;
  /** When it was written, for programs and in words. */
  readonly date: string;
  readonly when: string;
  readonly isEdited: boolean;
  readonly blocks: readonly Block[];
}

/** `GET /api/comments?article=…`: the same for everybody. */
export interface CommentsAnswer {
  readonly article: string;
  /** How many there are, as the language writes it. */
  readonly count: string;
  /** Each comment, and behind it the replies to it, in the order of writing. */
  readonly comments: readonly CommentView[];
  /** What `after=` is to be for what follows; null where nothing does. */
  readonly next: string | null;
  /** Where accounts are, in the language of the article. */
  readonly account: string;
  readonly words: IslandCommentWords;
}

/** A comment as its author sees it. */
export interface OwnComment extends CommentView {
  readonly state: 'waiting' | 'shown' | 'rejected';
  /** As it was written, marks and all. */
  readonly text: string;
  /** For how long it can still be changed. */
  readonly editableForSeconds: number;
}

/** `GET /api/comments/mine?article=…`: whoever asks, and what they wrote there. */
export interface MineAnswer {
  /** Null for strangers. */
  readonly person: { readonly name: string } | null;
  readonly comments: readonly OwnComment[];
}

/** What became of something that was sent. */
export interface SentAnswer {
  readonly status: 'shown' | 'waiting' | 'edited' | 'deleted' | 'reported';
  /** The comment as it is now, where it was written or changed. */
  readonly comment: OwnComment | null;
}
