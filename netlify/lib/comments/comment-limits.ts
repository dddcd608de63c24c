import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import type { CommentWords } from '#src/shared/comments/comments-settings.ts';
import { countInTurn, hashClient } from '#netlify/lib/newsletter/limits.ts';

const windowInSeconds = 600;

/** What is counted: texts cost editors' and readers' time, the rest little. */
export type Counted = 'write' | 'change' | 'report';

const most: Readonly<Record<Counted, { person: number; client: number; site: number }>> = {
  write: { person: 10, client: 30, site: 600 },
  change: { person: 40, client: 120, site: 3000 },
  report: { person: 20, client: 40, site: 600 },
};

interface Counting {
  readonly personId: string;
  readonly ip: string;
  readonly act: Counted;
  readonly words: CommentWords;
}

/** Counts what somebody is about to do. @throws Refusal where it is too much */
export async function countComment({ personId, ip, act, words }: Counting): Promise<void> {
  const { person, client, site } = most[act];
  const exceeded = await countInTurn(openDatabase(), [
    [
      { key: `comments:${act}:person:${personId}`, most: person, windowInSeconds },
      { key: `comments:${act}:client:${hashClient(ip)}`, most: client, windowInSeconds },
    ],
    [{ key: `comments:${act}:site`, most: site, windowInSeconds }],
  ]);
  if (exceeded.size === 0) return;
  throw new Refusal(429, 'too_many_requests', words['error.too_many_requests'], {
    headers: { 'Retry-After': String(windowInSeconds) },
  });
}
