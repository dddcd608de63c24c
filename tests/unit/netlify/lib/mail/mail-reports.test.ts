import { anything, assert, dictionary, jsonValue, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SettingError } from '#netlify/lib/env.ts';
import { verifyMailReport } from '#netlify/lib/mail/mail-reports.ts';
import {
  bounce,
  mailEvent,
  type Signing,
  signMessage,
  webhookSecret,
} from '#tests/mocks/mail-reports.ts';

const now = new Date('2026-11-22T10:00:00Z');

function verify(
  text: string,
  signing: Signing = {},
  headers = signMessage(text, { at: now, ...signing }),
) {
  return verifyMailReport({ headers, body: Buffer.from(text) }, webhookSecret, now);
}

describe('whose message it is', () => {
  it.each(['svix', 'webhook'] as const)('is seen by its signature: %s', (family) => {
    expect(verify(bounce('ann@example.org'), { id: 'msg_1', family })).toEqual({
      kind: 'report',
      report: { id: 'msg_1', kind: 'bounced', addresses: ['ann@example.org'] },
    });
  });

  it('is seen by any of several signatures', () => {
    const headers = signMessage('{"type":"x"}', { at: now });
    const good = headers.get('svix-signature') ?? '';
    headers.set('svix-signature', `v1a,AAAA v1,${'A'.repeat(43)}= ${good}`);
    expect(verify('{"type":"x"}', {}, headers).kind).toBe('ignored');
  });

  it('is not ours with another secret, another body, id or time', () => {
    const text = bounce('ann@example.org');
    const other = `whsec_${Buffer.alloc(24, 'x').toString('base64')}`;
    expect(verify(text, { secret: other }).kind).toBe('unsigned');
    expect(verify(text, {}, signMessage(`${text} `, { at: now })).kind).toBe('unsigned');
    for (const [name, value] of [
      ['svix-id', 'msg_2'],
      ['svix-timestamp', String(now.getTime() / 1000 + 1)],
      ['svix-signature', 'v1,'],
      ['svix-signature', `v1,${'A'.repeat(43)}=`],
      ['svix-signature', 'v2,x'],
    ] as const) {
      const headers = signMessage(text, { id: 'msg_1', at: now });
      headers.set(name, value);
      expect(verify(text, {}, headers).kind).toBe('unsigned');
    }
    for (const name of ['svix-id', 'svix-timestamp', 'svix-signature']) {
      const headers = signMessage(text, { at: now });
      headers.delete(name);
      expect(verify(text, {}, headers).kind).toBe('unsigned');
    }
  });

  it('is not read in two ways: an id with a dot could end where the time begins', () => {
    expect(verify('{"type":"x"}', { id: 'msg.1' }).kind).toBe('unsigned');
  });

  it.each([
    [-301, 'stale'],
    [-300, 'ignored'],
    [300, 'ignored'],
    [301, 'stale'],
  ])('counts within five minutes, before and after: %s s', (seconds, kind) => {
    const at = new Date(now.getTime() + seconds * 1000);
    expect(verify('{"type":"x"}', { at }).kind).toBe(kind);
  });

  it.each(['', 'whsec_', 'whsec_x', 'whsec_äöü', 'short', `whsec_${'!'.repeat(40)}`])(
    'is not asked with a secret that keeps nobody out: %j',
    (secret) => {
      const text = '{"type":"x"}';
      const headers = signMessage(text, { at: now, secret });
      const body = Buffer.from(text);
      expect(() => verifyMailReport({ headers, body }, secret, now)).toThrow(SettingError);
    },
  );
});

describe('what a message says', () => {
  it.each([
    ['email.bounced', { bounce: { type: 'Permanent' } }, 'bounced'],
    ['email.bounced', { bounce: { type: 'Transient' } }, 'delayed'],
    ['email.bounced', { bounce: { type: 'Undetermined' } }, 'delayed'],
    ['email.bounced', { bounce: { type: 7 } }, 'delayed'],
    ['email.bounced', { bounce: null }, 'delayed'],
    ['email.bounced', {}, 'delayed'],
    ['email.delivery_delayed', {}, 'delayed'],
    ['email.complained', {}, 'complained'],
  ] as const)('%s with %j is %s', (type, data, kind) => {
    expect(verify(mailEvent(type, ['ann@example.org'], data))).toMatchObject({ report: { kind } });
  });

  it.each(['email.opened', 'email.sent', 'contact.created', '__proto__', 'constructor', ''])(
    'does nothing for %j',
    (type) => {
      expect(verify(mailEvent(type, ['ann@example.org']))).toEqual({ kind: 'ignored' });
    },
  );

  it('names a mail that is late once, however often it is said', () => {
    const late = mailEvent('email.delivery_delayed', ['ann@example.org'], { email_id: 'mail-7' });
    const said = [verify(late, { id: 'msg_1' }), verify(late, { id: 'msg_2' })];
    expect(said[0]).toMatchObject({ report: { id: 'delayed:mail-7' } });
    expect(said[1]).toEqual(said[0]);
  });

  it('reads addresses with and without names, and passes over what is none', () => {
    const to = [
      'Ann <ann@example.org>',
      'bob@example.org',
      7,
      null,
      'no',
      'a@b\n@c',
      'ann@example.org',
    ];
    expect(verify(bounce(to))).toMatchObject({
      report: { addresses: ['ann@example.org', 'bob@example.org'] },
    });
    const many = Array.from({ length: 1000 }, (_, at) => `a${at}@example.org`);
    const report = verify(bounce(many));
    expect(report.kind === 'report' && report.report.addresses).toHaveLength(50);
  });

  it.each([
    'not JSON',
    '',
    'null',
    '[]',
    '7',
    '{}',
    '{"type":7}',
    '{"type":"email.bounced"}',
    '{"type":"email.bounced","data":[]}',
    '{"type":"email.bounced","data":{"to":{}}}',
    '{"__proto__":{"type":"email.bounced","data":{"to":"a@b.example"}}}',
    '{"type":"email.complained","data":{"__proto__":{"to":"a@b.example"}}}',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])('cannot be understood: %#', (text) => {
    expect(verify(text)).toEqual({ kind: 'malformed' });
  });
});

describe('whatever is sent', () => {
  it('does not throw, and reports nothing that is not signed', () => {
    const names = [
      'svix-id',
      'svix-timestamp',
      'svix-signature',
      'webhook-id',
      'webhook-signature',
    ];
    const values = string().map((text) => text.replaceAll(/[^\t\u0020-\u007e]/gu, ''));
    assert(
      property(string(), dictionary(string(), values), values, (text, extra, value) => {
        const headers = new Headers(
          Object.fromEntries(names.map((name) => [name, extra[name] ?? value])),
        );
        headers.set('svix-timestamp', String(now.getTime() / 1000));
        expect(verify(text, {}, headers).kind).toBe('unsigned');
      }),
    );
  });

  it('does not throw on what is signed, and reports addresses only', () => {
    const types = ['email.bounced', 'email.complained', 'email.delivery_delayed'];
    assert(
      property(jsonValue(), anything(), (data, to) => {
        for (const type of types) {
          const given = typeof data === 'object' && data !== null ? { ...data, to } : data;
          const text = JSON.stringify({ type, data: given }, (_, value: unknown) =>
            typeof value === 'bigint' ? String(value) : value,
          );
          const verified = verify(text);
          if (verified.kind !== 'report') continue;
          for (const address of verified.report.addresses)
            expect(address).toMatch(/^[^\s@]+@[^\s@]+$/u);
        }
      }),
    );
  });
});
