import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goodPassword, signUpBy, TestBrowser, whoIs } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { count } from '#tests/setup/account-tables.ts';
import { signInByGitHub, useGitHub } from '#tests/setup/github.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

/* Whoever makes an account with somebody else’s address, and waits for its owner to use it. */

const test = useDatabase();
const site = useAccountSite();
useGitHub();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const planted = 'planted by mallory';
const owners = 'eight ferries, one gull';

/** Mallory signs up as Ann. Her mails, which `mallory` collects, are in Ann’s mailbox. */
async function plant(): Promise<TestBrowser> {
  const mallory = new TestBrowser({ url: site.url });
  const fields = { name: 'Mallory', email: 'ann@example.org', password: planted };
  await mallory.post('/account/sign-up', fields);
  // More than Mallory could have: as if some hole had let them in.
  await test.database.execute(`insert into passkeys
    (id, public_key, user_id, credential_id, counter, device_type, backed_up)
    select 'planted', 'x', id, 'planted', 0, 'singleDevice', false from users`);
  await test.database.execute(`insert into accounts (id, user_id, provider_id, account_id)
    select 'planted', id, 'github', '666' from users`);
  await test.database.execute(`insert into sessions (id, token, user_id, expires_at)
    select 'planted', 'planted', id, now() + interval '14 days' from users`);
  return mallory;
}

describe('an account that was planted', () => {
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'by a mailed link',
      async () => {
        await browser.post('/account/link', { email: 'ann@example.org' });
        await browser.post('/account/enter', { token: browser.tokenInMail() });
      },
    ],
    [
      'by a new password',
      async () => {
        await browser.post('/account/reset', { email: 'ann@example.org' });
        const token = browser.tokenInMail();
        await browser.post('/account/new-password', { token, password: owners });
        await browser.post('/account/sign-in', { email: 'ann@example.org', password: owners });
      },
    ],
    ['by GitHub', () => signInByGitHub(browser)],
    ['by signing up', () => signUpBy(browser, { password: owners })],
  ];

  it.each(ways)('is its owner’s, who comes %s: nothing of it is left', async (_, enter) => {
    const mallory = await plant();
    const token = mallory.tokenInMail();
    await enter();
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await count(test.database, 'users')).toBe(1);
    expect(await count(test.database, 'passkeys')).toBe(0);
    expect(await count(test.database, `sessions where id = 'planted'`)).toBe(0);
    expect(await count(test.database, 'sessions')).toBe(1);
    expect(await count(test.database, `accounts where account_id = '666'`)).toBe(0);
    expect(await count(test.database, `users where name = 'Mallory'`)).toBe(0);
    const known = { email: 'ann@example.org', password: planted };
    expect((await mallory.post('/account/sign-in', known)).status).toBe(401);
    // Not even with the mail, which is not Mallory's.
    const late = await mallory.post('/account/confirm', { token, password: planted });
    expect([401, 404]).toContain(late.status);
    expect(await whoIs(mallory)).toBeNull();
  });

  it('is not confirmed by its owner, who has the mail and not the password', async () => {
    const mallory = await plant();
    const token = mallory.tokenInMail();
    for (const password of ['', owners, 'ann@example.org']) {
      const answer = await browser.post('/account/confirm', { token, password });
      expect([401, 422]).toContain(answer.status);
    }
    expect(await count(test.database, 'users where email_verified')).toBe(0);
    expect(await whoIs(browser)).toBeNull();
    expect(await whoIs(mallory)).toBeNull();
  });

  it('opens nothing as long as nobody has confirmed it', async () => {
    const mallory = await plant();
    const known = { email: 'ann@example.org', password: planted };
    const answer = await mallory.post('/account/sign-in', known);
    expect(answer.status).toBe(401);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await count(test.database, 'sessions')).toBe(1);
  });

  it('does not take an account back that somebody has', async () => {
    await signUpBy(browser);
    await new TestBrowser({ url: site.url }).post('/account/sign-up', {
      name: 'Mallory',
      email: 'ann@example.org',
      password: planted,
    });
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await rows(test.database, 'select name from users')).toEqual([{ name: 'Ann' }]);
    await browser.post('/account/sign-out');
    await browser.post('/account/sign-in', { email: 'ann@example.org', password: goodPassword });
    expect(await whoIs(browser)).toBe('ann@example.org');
  });
});

describe('a new password', () => {
  it('ends every other link by which one could be chosen', async () => {
    await signUpBy(browser);
    const links: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      await browser.post('/account/reset', { email: 'ann@example.org' });
      links.push(browser.tokenInMail());
    }
    const [stolen = '', used = '', other = ''] = links;
    const set = await browser.post('/account/new-password', { token: used, password: owners });
    expect(set.headers.get('location')).toBe('/account/sign-in?changed=1');
    for (const token of [stolen, other, used]) {
      const answer = await browser.post('/account/new-password', { token, password: planted });
      expect(answer.status).toBe(404);
    }
  });
});

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
    // With the right password and with another alike: it is no place to try them.
    for (const one of forged)
      for (const password of [goodPassword, planted]) {
        const answer = await browser.post('/account/confirm', { token: one, password });
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
    await browser.post('/account/sign-up', { ...person, password: owners });
    const stale = await first.post('/account/confirm', {
      token: first.tokenInMail(),
      password: owners,
    });
    expect(stale.status).toBe(404);
    const token = browser.tokenInMail();
    const good = await browser.post('/account/confirm', { token, password: owners });
    expect(good.status).toBe(303);
  });
});
