import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SettingError } from '#netlify/lib/env.ts';
import { openMailer } from '#netlify/lib/mail/open-mailer.ts';

const names = [
  'MAIL_TRANSPORT',
  'SMTP_URL',
  'RESEND_API_KEY',
  'RESEND_BASE_URL',
  'AWS_LAMBDA_FUNCTION_NAME',
];

beforeEach(() => {
  for (const name of names) vi.stubEnv(name, undefined);
});

describe('who carries mails', () => {
  it('is the inbox on disk where nothing is set up', () => {
    expect(openMailer()).toMatchObject({ knowsIds: true, batchSize: 100 });
  });

  it('is nobody on Netlify where nothing is set up', () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'subscribe');
    expect(() => openMailer()).toThrow(SettingError);
  });

  it('stays as long as the settings do', () => {
    vi.stubEnv('MAIL_TRANSPORT', 'resend');
    expect(() => openMailer()).toThrow(/RESEND_API_KEY/u);
    vi.stubEnv('RESEND_API_KEY', 're_one');
    const first = openMailer();
    expect(openMailer()).toBe(first);
    vi.stubEnv('RESEND_API_KEY', 're_two');
    expect(openMailer()).not.toBe(first);
  });

  it('knows ids, or says that it does not', () => {
    vi.stubEnv('MAIL_TRANSPORT', 'smtp');
    vi.stubEnv('SMTP_URL', 'smtps://user:secret@mail.example');
    expect(openMailer()).toMatchObject({ knowsIds: false });
  });
});
