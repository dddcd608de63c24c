import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goodPassword, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { count } from '#tests/setup/account-tables.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

/* Whoever makes an account with somebody else’s address, and waits. */

const test = useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a link to confirm an address', () => {
  it('is not made by anybody', async () => {
    await browser.post('/account/sign-up', {
      name: 'Ann',
      email: 'ann@example.org',
      password: goodPassword,
    });
    const token = browser.tokenInMail();
    const [head = '', payload = '', signature = ''] = token.split('.');
    const forged = [
      `${head}.${payload}.${'A'.repeat(signature.length)}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.x`,
      `${head}.${encode({ email: 'ann@example.org', exp: 9_999_999_999 })}.${signature}`,
      `${head}.${payload}`,
      '',
      'x',
    ];
    for (const one of forged) {
      const answer = await browser.post('/account/confirm', { token: one, password: goodPassword });
      expect(answer.status, one).toBe(404);
    }
    expect(await count(test.database, 'users where email_verified')).toBe(0);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60 * 1000 });
    const late = await browser
      .post('/account/confirm', { token, password: goodPassword })
      .finally(() => vi.useRealTimers());
    expect(late.status).toBe(404);
  });

  it('confirms no account but the one that it was mailed for', async () => {
    const first = new TestBrowser({ url: site.url });
    const person = { name: 'Ann', email: 'ann@example.org' };
    await first.post('/account/sign-up', { ...person, password: goodPassword });
    await browser.post('/account/sign-up', { ...person, password: 'eight ferries, one gull' });
    const stale = await first.post('/account/confirm', {
      token: first.tokenInMail(),
      password: 'eight ferries, one gull',
    });
    expect(stale.status).toBe(404);
    const token = browser.tokenInMail();
    const good = await browser.post('/account/confirm', {
      token,
      password: 'eight ferries, one gull',
    });
    expect(good.status).toBe(303);
  });
});
