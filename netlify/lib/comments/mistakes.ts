import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import type { CommentWords } from '#src/shared/comments/comments-settings.ts';
import type { CommentedArticle } from './comments-site.ts';

/** What can be wrong with what was sent: the status it is answered with, and the field it is about. */
const mistakes = {
  missing_body: [422, 'body'],
  too_long: [422, 'body'],
  missing_name: [422, null],
  signed_out: [401, null],
  unknown_parent: [422, 'parent'],
  unknown_comment: [404, 'id'],
  too_late: [409, 'body'],
  too_many_waiting: [429, null],
  invalid_request: [400, 'do'],
} as const satisfies Readonly<Record<string, readonly [number, string | null]>>;

export type Mistake = keyof typeof mistakes;

/** A refusal in the language of the article. */
export function mistake({ settings: { words } }: CommentedArticle, code: Mistake): Refusal {
  const [status, field] = mistakes[code];
  return new Refusal(status, code, words[`error.${code}`], { field });
}

/** The words for a refusal, whoever made it: what is not a reader's to mend is said in general. */
export function messageOf(words: CommentWords, { code, status }: Refusal): string {
  if (status >= 500) return words['error.unavailable'];
  const known = `error.${code}`;
  return Object.hasOwn(words, known)
    ? words[known as keyof CommentWords]
    : words['error.invalid_request'];
}

/** The same refusal, said in the language of the article. */
export function inWords({ settings }: CommentedArticle, refusal: Refusal): Refusal {
  const { status, code, field, headers } = refusal;
  return new Refusal(status, code, messageOf(settings.words, refusal), { field, headers });
}
