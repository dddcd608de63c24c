import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '#netlify/lib/mail/guard.ts';
import { sampleMail } from '#tests/setup/mails.ts';

const lineEnds = ['\r\n', '\n', '\r', '\u0000', '\u2028', '\u0085'];

describe('what goes to no carrier', () => {
  it.each(lineEnds)('a value that begins another line with %j', (end) => {
    const injected = `${end}Bcc: all@example.org`;
    for (const mail of [
      sampleMail({ subject: `Hello${injected}` }),
      sampleMail({ to: `ann@example.org${injected}` }),
      sampleMail({ headers: { 'X-Note': `one${injected}` } }),
      sampleMail({ headers: { [`X-Note${injected}`]: 'one' } }),
    ])
      expect(refusalOf(mail)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    'ann@example.org, bob@example.org',
    'ann@example.org; bob@example.org',
    'Friends: ann@example.org, bob@example.org;',
    'ann@example.org <bob@example.org>, eve@example.org',
    'ann',
    '',
    'ann@',
    '@example.org',
  ])('a recipient who is not one address: %j', (to) => {
    expect(refusalOf(sampleMail({ to }))).toMatchObject({ kind: 'refused' });
  });

  it.each(['Bcc', 'cc', 'From', 'Content-Type', 'two words', 'a:b', ''])(
    'a header that is not its own: %j',
    (name) => {
      expect(refusalOf(sampleMail({ headers: { [name]: 'x' } }))).toMatchObject({
        kind: 'refused',
      });
    },
  );

  it('a sender that the owner mistyped, though the mail is kept until it is mended', () => {
    expect(refusalOf(sampleMail({ from: 'The Small Paper' }))).toMatchObject({ kind: 'failed' });
    expect(refusalOf(sampleMail({ replyTo: 'a@b.example\nBcc: x' }))).toMatchObject({
      kind: 'failed',
    });
  });

  it('and what was refused is not repeated', () => {
    const refusal = refusalOf(sampleMail({ to: 'secret\n@example.org' }));
    expect(JSON.stringify(refusal)).not.toContain('secret');
  });
});

describe('what goes', () => {
  it.each([
    sampleMail(),
    sampleMail({ to: '"Ann, of Green Gables" <ann@example.org>' }),
    sampleMail({ to: 'ann+news@xn--bcher-kva.example', replyTo: 'post@paper.example' }),
    sampleMail({ subject: 'שלום — “quoted” 📰' }),
    sampleMail({ headers: { 'List-Unsubscribe': '<https://paper.example/u?t=1>', 'X-A': '' } }),
  ])('an honest mail: %#', (mail) => {
    expect(refusalOf(mail)).toBeNull();
  });

  it('never holds the end of a line where a header stands', () => {
    assert(
      property(string({ unit: 'binary' }), string(), (subject, to) => {
        if (refusalOf(sampleMail({ subject, to })) !== null) return;
        expect(`${subject}${to}`).not.toMatch(/[\r\n\0]/u);
      }),
    );
  });
});
