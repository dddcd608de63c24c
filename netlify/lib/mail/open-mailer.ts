import { type MailSettings, readMailSettings } from '#netlify/lib/env.ts';
import { createFileMailer } from './file-mailer.ts';
import type { Mailer } from './mail.ts';
import { createResendMailer } from './resend-mailer.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

let opened: { readonly settings: string; readonly mailer: Mailer } | null = null;

/**
 * Who carries the mails, as the owner set it up. One for each process, as long as the settings stay.
 *
 * @throws {SettingError} where something is missing that the carrier needs.
 */
export function openMailer(): Mailer {
  const settings = readMailSettings();
  const written = JSON.stringify(settings);
  if (opened?.settings !== written) opened = { settings: written, mailer: create(settings) };
  return opened.mailer;
}

function create(settings: MailSettings): Mailer {
  switch (settings.kind) {
    case 'file':
      return createFileMailer(settings.folder);
    case 'smtp':
      return createSmtpMailer(settings);
    case 'resend':
      return createResendMailer(settings);
  }
}
