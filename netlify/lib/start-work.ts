import { isSignedBy, sign } from '#netlify/lib/newsletter/token.ts';

/*
 * The functions that do what takes long have addresses that anybody can ask. They listen to those who
 * can sign a moment that is not long past.
 */

/** What is done in the background, and by which function. */
const functions = {
  deliver: 'newsletter-deliver-background',
  post: 'newsletter-post-background',
  changes: 'contentful-changes-background',
} as const;

export type Work = keyof typeof functions;

const longestInMilliseconds = 5 * 60 * 1000;

/** Has work done in the background: it answers at once and goes on for up to ten minutes. */
export async function startWork(
  { origin }: { readonly origin: string },
  work: Work,
): Promise<void> {
  const now = String(Date.now());
  const response = await fetch(`${origin}/.netlify/functions/${functions[work]}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${now}.${sign(work, now)}` },
    // The clock lives for half a minute, and has more to start.
    signal: AbortSignal.timeout(8000),
  });
  if (!response.ok) throw new Error(`${functions[work]} could not be started: ${response.status}.`);
}

/** Whether who asks is one of ours. */
export function mayStart(request: Request, work: Work, now: number): boolean {
  const given = /^Bearer (\d{1,15})\.([\w-]{43})$/u.exec(
    request.headers.get('authorization') ?? '',
  );
  const [, at = '', signature = ''] = given ?? [];
  return Math.abs(now - Number(at)) <= longestInMilliseconds && isSignedBy(work, at, signature);
}
