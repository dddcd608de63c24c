import { commentWords, type CommentWords } from '#src/shared/comments/comments-settings.ts';
import type { Words } from './translate.ts';

/** Answers the words of comments in one language. Values are filled in where they are known. */
export function makeCommentWords({ t }: Words): CommentWords {
  const texts = commentWords.map((word) => [word, t(`comments.${word}`)]);
  // Built from the very words that the type is made of.
  return Object.fromEntries(texts) as CommentWords;
}
