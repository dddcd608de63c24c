import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SettingError } from '#netlify/lib/env.ts';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { createSmtpMailer } from '#netlify/lib/mail/smtp-mailer.ts';
import { type SmtpMock, startSmtp } from '#tests/mocks/smtp.ts';
import { sampleMail, sampleMails } from '#tests/setup/mails.ts';

let smtp: SmtpMock;
let mailer: Mailer;

beforeAll(async () => {
  smtp = await startSmtp();
  mailer = createSmtpMailer({
    url: `smtp://127.0.0.1:${smtp.port}`,
    patienceInMilliseconds: 1_000,
  });
});

afterAll(async () => smtp.close());

beforeEach(() => {
  smtp.mails.length = 0;
  smtp.replies.clear();
});

describe('mail by SMTP', () => {
  it('arrives as it was written', async () => {
    const mail = sampleMail({
      subject: 'שלום, Zoë — news',
      replyTo: 'editor@paper.example',
      text: 'One line.\n.\n..and dots\nÜber.',
      headers: {
        'List-Unsubscribe': `<https://paper.example/newsletter/unsubscribe?token=${'x'.repeat(80)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
    const [received] = smtp.mails;
    expect(received).toMatchObject({ from: 'post@paper.example', to: ['ann@example.org'] });
    const read = await PostalMime.parse(received?.source ?? '');
    expect(read).toMatchObject({
      from: { name: 'The Small Paper', address: 'post@paper.example' },
      to: [{ address: 'ann@example.org' }],
      replyTo: [{ address: 'editor@paper.example' }],
      subject: mail.subject,
      messageId: `<${mail.id}@paper.example>`,
    });
    expect(read.text?.trim()).toBe(mail.text);
    expect(read.html?.trim()).toBe(mail.html);
    const headers = new Map(read.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('list-unsubscribe')).toBe(mail.headers['List-Unsubscribe']);
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  it('tells an address that is bad from a server that is busy', async () => {
    smtp.replies.set('RCPT reader-1@example.org', '550 5.1.1 No such user');
    smtp.replies.set('RCPT reader-2@example.org', '451 4.7.1 Greylisted');
    const results = await mailer.sendBatch(sampleMails(4), 'batch');
    expect(results).toEqual([
      { kind: 'sent' },
      { kind: 'refused', reason: 'The mail server answered 550 5.1.1 No such user' },
      {
        kind: 'failed',
        reason: 'The mail server answered 451 4.7.1 Greylisted',
        retryAfterInSeconds: null,
        notTaken: true,
      },
      { kind: 'sent' },
    ]);
    expect(smtp.mails).toHaveLength(2);
  });

  it.each([
    ['END', '554 5.6.0 Message content rejected', 'refused'],
    ['END', '452 4.3.1 Out of storage', 'failed'],
    ['DATA', '451 Try again', 'failed'],
    // The owner's to mend: nothing is lost meanwhile.
    ['MAIL', '550 5.1.8 Sender rejected', 'failed'],
    ['RCPT', '554 5.7.1 Relay access denied', 'failed'],
    ['RCPT', '530 Authentication required', 'failed'],
    ['GREETING', '554 Go away', 'failed'],
    ['GREETING', '421 Too many connections', 'failed'],
    ['GREETING', 'garbage', 'failed'],
  ] as const)('after %s, %j is %s', async (command, reply, kind) => {
    smtp.replies.set(command, reply);
    const result = await mailer.send(sampleMail());
    expect(result.kind).toBe(kind);
    expect(result).not.toHaveProperty('mayHaveGone');
    expect(smtp.mails).toEqual([]);
  });

  it.each(['hang-up', 'silence'] as const)(
    'says that a mail may have gone where its receipt is lost: %s',
    async (reply) => {
      smtp.replies.set('END', reply);
      expect(await mailer.send(sampleMail())).toMatchObject({ kind: 'failed', mayHaveGone: true });
      // And it is not tried again behind one's back.
      expect(smtp.mails).toHaveLength(1);
    },
  );

  it.each(
    (['GREETING', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const).flatMap((command) =>
      (['hang-up', 'silence'] as const).map((reply) => [command, reply] as const),
    ),
  )('is kept, and has not gone, where after %s there is %s', async (command, reply) => {
    smtp.replies.set(command, reply);
    const results = await mailer.sendBatch(sampleMails(4), 'batch');
    expect(results).toEqual(
      Array.from({ length: 4 }, () => ({
        kind: 'failed',
        reason: expect.stringContaining('no answer') as unknown,
        retryAfterInSeconds: null,
        notTaken: true,
      })),
    );
    expect(smtp.mails).toEqual([]);
  });

  it('is kept where nobody listens, and has not gone', async () => {
    const nowhere = createSmtpMailer({ url: 'smtp://127.0.0.1:1' });
    const result = await nowhere.send(sampleMail());
    expect(result).toEqual({
      kind: 'failed',
      reason: 'The mail server gave no answer: ECONNREFUSED.',
      retryAfterInSeconds: null,
      notTaken: true,
    });
  });

  it('does not begin with a line too many', async () => {
    const before = smtp.connections();
    const result = await mailer.send(
      sampleMail({ to: 'ann@example.org\r\nRCPT TO:<b@example.org>' }),
    );
    expect(result.kind).toBe('refused');
    expect(smtp.connections()).toBe(before);
  });

  it('goes to no stranger in the clear', async () => {
    // This machine by a name that is not taken for it.
    const url = `smtp://user:secret@[::ffff:127.0.0.1]:${smtp.port}`;
    const careful = createSmtpMailer({ url, patienceInMilliseconds: 500 });
    const result = await careful.send(sampleMail());
    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringContaining('502') });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(smtp.mails).toEqual([]);
  });

  it.each(['http://user:secret@mail.example', 'smtp://', 'user:secret', 'smtp://[bad:secret'])(
    'needs an address of a server, and does not repeat what it got: %s',
    (url) => {
      expect(() => createSmtpMailer({ url })).toThrow(SettingError);
      expect(() => createSmtpMailer({ url })).not.toThrow(/secret/u);
    },
  );
});
