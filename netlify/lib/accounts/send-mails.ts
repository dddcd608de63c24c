import { randomUUID } from 'node:crypto';
import type { AccountSettings, AccountMailName } from '#src/shared/accounts/account-settings.ts';
import { SettingError, readMailFrom } from '#netlify/lib/env.ts';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { fillMail } from '#netlify/lib/newsletter/fill-mail.ts';
import { accountPath } from './account-site.ts';
import type { WantedMail } from './call-auth.ts';

/** Where the link of a mail leads, under `/account/`. */
const pageOf: Readonly<Record<AccountMailName, string>> = {
  'sign-up': 'confirm',
  known: '',
  'sign-in': 'enter',
  reset: 'new-password',
};

export interface Sending {
  readonly mailer: Mailer;
  readonly settings: AccountSettings;
  /** Where the publication is. */
  readonly address: string;
}

/**
 * Sends mails about accounts, after the answer. They are not kept: a link to sign in is worth nothing
 * an hour later, and whoever gets none asks for another.
 *
 * @throws where one could not be sent
 */
export async function sendMails(
  mails: readonly WantedMail[],
  { mailer, settings, address }: Sending,
): Promise<void> {
  const from = readMailFrom() ?? settings.sender;
  if (from === null) {
    throw new SettingError('MAIL_FROM is needed, or newsletter.sender in site.yaml.');
  }
  for (const { name, to, token } of mails) {
    const query = token === null ? '' : `?token=${encodeURIComponent(token)}`;
    const link = `${address}${accountPath(settings)}${pageOf[name]}${query}`;
    const filled = fillMail(settings.mail[name], { link });
    const common = { id: randomUUID(), from, replyTo: settings.replyTo, headers: {} };
    const result = await mailer.send({ ...common, to, ...filled });
    // Its reason may name the address.
    if (result.kind !== 'sent') throw new Error(`A mail (${name}) was ${result.kind}.`);
  }
}
