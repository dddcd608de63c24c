import type { Context } from '@netlify/functions';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';
import { sendAfterwards as drainAfterwards } from '#netlify/lib/newsletter/after-posting.ts';
import type { AccountSite } from './account-site.ts';
import type { WantedMail } from './call-auth.ts';
import { sendMails, type Sending } from './send-mails.ts';

/** Who has mails sent while nobody waits for it. */
export interface Sender {
  readonly send: (mails: readonly WantedMail[], place: MailPlace) => void;
  /** Sends what waits in the newsletter's outbox. */
  readonly drain: (site: AccountSite) => void;
}

export interface MailPlace extends Omit<Sending, 'mailer'> {
  readonly site: AccountSite;
}

/** Sends after the answer: how long a carrier takes would tell whether there was a mail. */
export function sendAfterwards(context: Context): Sender {
  return {
    send: (mails, { site, ...place }) => {
      if (mails.length === 0 || !site.mayMail) return;
      context.waitUntil(
        Promise.resolve()
          .then(() => sendMails(mails, { ...place, mailer: openMailer() }))
          .catch((error: unknown) => logFailure('account: a mail was not sent', error)),
      );
    },
    drain: drainAfterwards(context),
  };
}
