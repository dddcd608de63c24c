import type { Context } from '@netlify/functions';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';
import { drainOutbox } from './drain-outbox.ts';
import type { NewsletterSite } from './newsletter-site.ts';

/** Functions live half a minute: what is begun last ends before, whatever the carrier does. */
const longestInMilliseconds = 8000;
const patienceInMilliseconds = 15_000;

/**
 * Sends what was just posted, after the answer: readers wait for the mail, not for the carrier. What
 * cannot be sent now is sent by the clock.
 */
export function sendAfterwards(context: Context): (site: NewsletterSite) => void {
  return (site) => {
    context.waitUntil(
      Promise.resolve()
        .then(() =>
          drainOutbox({
            database: openDatabase(),
            mailer: openMailer(),
            site,
            until: Date.now() + longestInMilliseconds,
            patienceInMilliseconds,
          }),
        )
        .catch((error: unknown) => logFailure('outbox: left for the clock', error)),
    );
  };
}
