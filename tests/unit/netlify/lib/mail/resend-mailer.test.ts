import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createResendMailer } from '#netlify/lib/mail/resend-mailer.ts';
import type { BatchResult, Mailer } from '#netlify/lib/mail/mail.ts';
import {
  resendError,
  type ResendMock,
  type ScriptedAnswer,
  startResend,
} from '#tests/mocks/resend.ts';
import { sampleMail, sampleMails } from '#tests/setup/mails.ts';

const key = 're_very_secret_key';
let resend: ResendMock;
let mailer: Mailer;

beforeAll(async () => {
  resend = await startResend();
  mailer = createResendMailer({
    key,
    baseUrl: `${resend.url}/`,
    patienceInMilliseconds: { mail: 1_000, batch: 1_000 },
  });
});

afterAll(async () => resend.close());

beforeEach(() => {
  resend.requests.length = 0;
  resend.sentTo.length = 0;
  resend.script.length = 0;
  resend.badAddresses.clear();
});

function kindsOf(results: BatchResult): string[] {
  return results === 'apart' ? [results] : results.map(({ kind }) => kind);
}

function freshMail(fields = {}) {
  return sampleMail({ id: crypto.randomUUID(), ...fields });
}

const elsewhere = { status: 307, headers: { location: 'http://127.0.0.1:9/' } };
const invalid = (message: string): ScriptedAnswer => resendError(422, 'validation_error', message);

describe('one mail', () => {
  it('is handed over with its id, its headers and where replies go', async () => {
    const mail = freshMail({
      replyTo: 'editor@paper.example',
      headers: { 'List-Unsubscribe': '<https://paper.example/u>' },
    });
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
    expect(resend.requests).toEqual([
      {
        path: '/emails',
        key: mail.id,
        authorization: `Bearer ${key}`,
        body: {
          from: mail.from,
          to: [mail.to],
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          headers: mail.headers,
          reply_to: 'editor@paper.example',
        },
      },
    ]);
  });

  it('is sent once, though the answer to the first time was lost', async () => {
    const mail = freshMail();
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
    expect(resend.sentTo).toEqual(['ann@example.org']);
  });

  it('waits as long as Resend asks for', async () => {
    const body = { statusCode: 429, name: 'rate_limit_exceeded', message: 'Slow down.' };
    resend.script.push({ status: 429, headers: { 'retry-after': '7' }, body });
    expect(await mailer.send(freshMail())).toEqual({
      kind: 'failed',
      reason: 'Resend answered 429 rate_limit_exceeded Slow down.',
      retryAfterInSeconds: 7,
      notTaken: true,
    });
    const date = new Date(Date.now() + 90_000).toUTCString();
    resend.script.push({ status: 429, headers: { 'retry-after': date }, body });
    const result = await mailer.send(freshMail());
    const seconds = result.kind === 'failed' ? result.retryAfterInSeconds : null;
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  it.each([
    ['a server that is broken', resendError(500, 'application_error'), false],
    ['a gateway’s page', { status: 502, body: '<html>Bad gateway</html>' }, false],
    ['a yes that is no receipt', { status: 200, body: '<html>Welcome</html>' }, false],
    ['a yes without an id', { status: 200, body: { id: 7 } }, false],
    ['a yes that is an empty list', { status: 200, body: [] }, false],
    ['a yes without end', { status: 200, body: `{"id":"${'x'.repeat(100_000)}"}` }, false],
    ['a no that nobody explains', { status: 422, body: 'no' }, true],
    ['the way to somewhere else', elsewhere, true],
    ['a key that is wrong', resendError(401, 'missing_api_key'), true],
    ['a key that may not', resendError(403, 'invalid_api_key'), true],
    ['a sender that is not verified', resendError(403, 'validation_error', 'not verified'), true],
    ['a sender that is mistyped', invalid('Invalid `from` field.'), true],
    ['an address for answers that is mistyped', invalid('Invalid `reply_to` field.'), true],
    ['a limit for a day', resendError(429, 'daily_quota_exceeded'), true],
    ['the same key under way', resendError(409, 'concurrent_idempotent_requests'), false],
    ['the same key for another mail', resendError(409, 'invalid_idempotent_request'), false],
    ['another address than the API’s', resendError(404, 'not_found'), true],
    ['silence', 'silence', false],
    ['a connection that is cut', 'hang-up', false],
  ] as const)('is kept for later after %s', async (_, scripted, isNotTaken) => {
    resend.script.push(scripted);
    const result = await mailer.send(freshMail());
    expect(result.kind).toBe('failed');
    expect(result.kind === 'failed' && result.notTaken === true).toBe(isNotTaken);
    expect(resend.requests).toHaveLength(1);
  });

  it('says which of the two 409 it was', async () => {
    const mail = freshMail();
    await mailer.send(mail);
    expect(await mailer.send({ ...mail, subject: 'Another' })).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('invalid_idempotent_request'),
    });
  });

  it.each([400, 413, 422])('never goes after %s about the mail', async (status) => {
    resend.script.push(resendError(status, 'validation_error', 'Invalid `to` field.'));
    expect(await mailer.send(freshMail())).toEqual({
      kind: 'refused',
      reason: `Resend answered ${status} validation_error Invalid \`to\` field.`,
    });
  });

  it('is kept for later where nobody listens', async () => {
    const nowhere = createResendMailer({ key, baseUrl: 'http://127.0.0.1:1' });
    expect(await nowhere.send(freshMail())).toMatchObject({ kind: 'failed' });
  });

  it('never tells the key, whoever repeats it', async () => {
    resend.script.push(resendError(401, `bad ${key}`, `The key ${key} is bad.`));
    const answers = [await mailer.send(freshMail())];
    const broken = createResendMailer({ key: `${key}\nx`, baseUrl: resend.url });
    answers.push(await broken.send(freshMail()));
    expect(answers.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
    expect(JSON.stringify(answers)).not.toContain(key);
  });

  it('with a line too many in its subject is not even asked about', async () => {
    const result = await mailer.send(freshMail({ subject: 'Hello\r\nBcc: all@example.org' }));
    expect(result.kind).toBe('refused');
    expect(resend.requests).toEqual([]);
  });
});

describe('a batch', () => {
  it('is handed over at once, under one key', async () => {
    const mails = sampleMails(100);
    const results = await mailer.sendBatch(mails, 'batch-a');
    expect(results).toEqual(mails.map(() => ({ kind: 'sent' })));
    expect(await mailer.sendBatch(mails, 'batch-a')).toEqual(results);
    expect(resend.requests.map(({ path, key: batch }) => [path, batch])).toEqual([
      ['/emails/batch', 'batch-a'],
      ['/emails/batch', 'batch-a'],
    ]);
    expect(resend.sentTo).toHaveLength(100);
  });

  it('falls apart for one address that is bad, and nothing of it has gone', async () => {
    resend.badAddresses.add('reader-1@example.org');
    expect(await mailer.sendBatch(sampleMails(4), 'batch-b')).toBe('apart');
    expect(resend.sentTo).toEqual([]);
  });

  it('that is other than what was taken under its key may have gone', async () => {
    const mails = sampleMails(3);
    await mailer.sendBatch(mails, 'batch-c');
    expect(await mailer.sendBatch(mails.slice(1), 'batch-c')).toEqual(
      [1, 2].map(() => expect.objectContaining({ kind: 'failed', mayHaveGone: true }) as unknown),
    );
    expect(resend.sentTo).toHaveLength(3);
  });

  it('answers in the order of the mails, those that are refused here among them', async () => {
    const mails = [freshMail(), freshMail({ subject: 'a\nb' }), freshMail()];
    const results = await mailer.sendBatch(mails, 'batch-d');
    expect(kindsOf(results)).toEqual(['sent', 'refused', 'sent']);
    expect(await mailer.sendBatch([], 'batch-e')).toEqual([]);
  });

  it.each([
    ['too few receipts', { status: 200, body: { data: [{ id: 'one' }] } }],
    ['receipts that are none', { status: 200, body: { data: ['one', 'two'] } }],
    ['patience', { status: 429, headers: { 'retry-after': '5' } }],
    ['a wrong key', resendError(401, 'missing_api_key')],
    ['nothing', 'silence'],
  ] as const)('is kept whole for later after %s', async (_, scripted) => {
    resend.script.push(scripted);
    const results = await mailer.sendBatch(sampleMails(2), crypto.randomUUID());
    expect(kindsOf(results)).toEqual(['failed', 'failed']);
    expect(resend.requests).toHaveLength(1);
  });
});
