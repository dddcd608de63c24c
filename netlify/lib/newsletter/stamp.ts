import { shortestWritingInMs } from '#src/shared/newsletter/form-pace.ts';
import { isSignedBy, sign } from './token.ts';

/*
 * When a form was opened, signed: what is sent back faster than anybody can write came from a
 * machine. Readers without JavaScript have none, and are believed.
 */

const use = 'form-opened';

export function makeStamp(now: number): string {
  const text = now.toString(36);
  return `${text}.${sign(use, text)}`;
}

/** `GET /api/subscribe`. */
export function answerStamp(): Response {
  return Response.json(
    { stamp: makeStamp(Date.now()) },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}

/** Whether a stamp is one of ours, and not younger than people are quick. */
export function isHumanStamp(stamp: string, now: number): boolean {
  const [text = '', signature = ''] = stamp.split('.', 2);
  if (!/^[0-9a-z]{1,10}$/u.test(text) || !isSignedBy(use, text, signature)) return false;
  const age = now - parseInt(text, 36);
  // However old: a page may stand open for days.
  return age >= shortestWritingInMs;
}
