import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { readMailFrom, SettingError } from '#netlify/lib/env.ts';

/** What all mails of a publication have in common. */
export interface Envelope {
  readonly from: string;
  readonly replyTo: string | null;
  /** Where the publication is, for links. */
  readonly address: string;
}

/** @throws SettingError where nobody says who mails come from */
export function envelopeOf(settings: NewsletterSettings, address: string): Envelope {
  const from = readMailFrom() ?? settings.sender;
  if (from === null) {
    throw new SettingError(
      'MAIL_FROM is needed, or newsletter.sender in site.yaml: who mails come from.',
    );
  }
  return { from, replyTo: settings.replyTo, address };
}

/** Links of one mail, and the headers by which programs leave with one click (RFC 8058). */
export function leavingBy(
  token: string,
  { from, replyTo, address }: Envelope,
): {
  readonly leave: string;
  readonly preferences: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const leave = `${address}/newsletter/unsubscribe?token=${token}`;
  const mailbox = /<([^<>]+)>/u.exec(replyTo ?? from)?.[1] ?? replyTo ?? from;
  return {
    leave,
    preferences: `${address}/newsletter/preferences?token=${token}`,
    headers: {
      'List-Unsubscribe': `<${leave}>, <mailto:${mailbox}?subject=unsubscribe>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<newsletter.${new URL(address).hostname}>`,
    },
  };
}
