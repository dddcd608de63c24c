import { setTimeout as pause } from 'node:timers/promises';
import type { Mail, Mailer, MailResult } from '#netlify/lib/mail/mail.ts';
import { patienceInSeconds } from './delivery-outcome.ts';

/**
 * Hands mails over one after the other. What keeps one from going for now keeps the others too.
 *
 * @returns what became of each, in their order; null for those that were not tried
 */
export async function sendOneByOne(
  mails: readonly Mail[],
  mailer: Mailer,
): Promise<readonly (MailResult | null)[]> {
  const results: MailResult[] = [];
  let patienceLeft = patienceInSeconds;
  for (const mail of mails) {
    let result = await mailer.send(mail);
    while (result.kind === 'failed' && result.retryAfterInSeconds !== null) {
      const wait = Math.max(result.retryAfterInSeconds, 0.5);
      if (wait > patienceLeft) break;
      patienceLeft -= wait;
      await pause(wait * 1000);
      result = await mailer.send(mail);
    }
    results.push(result);
    if (result.kind === 'failed') break;
  }
  return mails.map((_, at) => results[at] ?? null);
}
