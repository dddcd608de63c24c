import type { CommentsAnswer, MineAnswer, SentAnswer } from '#src/shared/comments/comment-view.ts';

/** Where everything is sent, and asked for. */
export const action = '/api/comments';

const longestWaitInMs = 30_000;

/** What stands under an article, from the beginning or behind others; null where it cannot be had. */
export function fetchComments(article: string, after = ''): Promise<CommentsAnswer | null> {
  return fetchAnswer<CommentsAnswer>('', article, after);
}

/** Who the reader is, and what they wrote; null where it cannot be had. */
export function fetchMine(article: string): Promise<MineAnswer | null> {
  return fetchAnswer<MineAnswer>('/mine', article, '');
}

async function fetchAnswer<Answer>(
  path: '' | '/mine',
  article: string,
  after: string,
): Promise<Answer | null> {
  // JSON has an address of its own, which caches tell from the page.
  const query = new URLSearchParams({ article, format: 'json', ...(after && { after }) });
  const { isOk, answer } = await ask(`${action}${path}?${query}`);
  // Written by the function that this belongs to.
  return isOk ? (answer as Answer) : null;
}

/** Why something was not taken, in the words of the function, if it has answered. */
export interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly field?: string;
}

/** Sends what somebody has written, or wants of a comment. Answers what became of it, or why nothing did. */
export async function send(
  fields: Readonly<Record<string, string>>,
): Promise<{ sent: SentAnswer } | { failure: Failure }> {
  const { isOk, answer } = await ask(action, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  });
  // What is no answer of the function is none.
  if (isOk) return { sent: answer as SentAnswer };
  return { failure: (answer as { error?: Failure } | null)?.error ?? {} };
}

async function ask(
  url: string,
  init: RequestInit = {},
): Promise<{ isOk: boolean; answer: unknown }> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(longestWaitInMs) });
    return { answer: await response.json(), isOk: response.ok };
  } catch {
    return { answer: null, isOk: false };
  }
}
