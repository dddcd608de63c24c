import type { CommentsAnswer, MineAnswer, SentAnswer } from '#src/shared/comments/comment-view.ts';
import type { IslandCommentWords } from '#src/shared/comments/comments-settings.ts';

/** Where everything is sent, and asked for. */
export const action = '/api/comments';

const longestWaitInMs = 30_000;
const asJson = { Accept: 'application/json' };

/** What stands under an article, from the beginning or behind others; null where it cannot be had. */
export function fetchComments(
  article: string,
  after: string | null = null,
): Promise<CommentsAnswer | null> {
  return fetchJson<CommentsAnswer>('', { article, ...(after !== null && { after }) });
}

/** Who the reader is, and what they wrote; null where it cannot be had. */
export function fetchMine(article: string): Promise<MineAnswer | null> {
  return fetchJson<MineAnswer>('/mine', { article });
}

async function fetchJson<Answer>(
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Answer | null> {
  // JSON has an address of its own, which caches tell from the page.
  const search = new URLSearchParams({ ...query, format: 'json' });
  try {
    const answer = await fetch(`${action}${path}?${search}`, {
      headers: asJson,
      signal: AbortSignal.timeout(longestWaitInMs),
    });
    // Written by the function that this belongs to.
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}

/** Why something was not taken. */
export interface Failure {
  readonly code: string;
  readonly text: string;
  /** Whether it is about what was written. */
  readonly isOfText: boolean;
}

export type Sent =
  | { readonly kind: 'sent'; readonly answer: SentAnswer }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends a form. */
export async function send(
  fields: Readonly<Record<string, unknown>>,
  words: IslandCommentWords,
): Promise<Sent> {
  const response = await fetch(action, {
    method: 'POST',
    headers: { ...asJson, 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
    signal: AbortSignal.timeout(longestWaitInMs),
  }).catch(() => null);
  // What is no JSON is no answer.
  const answer: unknown = await response?.json().catch(() => null);
  if (response?.ok && answer) return { kind: 'sent', answer: answer as SentAnswer };
  const { code = '', field } =
    (answer as { error?: { code?: string; field?: string } } | null)?.error ?? {};
  const known = response?.status === 429 && code === '' ? 'too_many_requests' : code;
  const text =
    Object.entries(words).find(([word]) => word === `error.${known}`)?.[1] ??
    words['error.unavailable'];
  return { kind: 'failed', failure: { code: known, text, isOfText: field === 'body' } };
}
