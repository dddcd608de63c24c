import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goodPassword, signUpBy, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { agree, leave, useGitHub } from '#tests/setup/github.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

/*
 * What happens at the same time: on the embedded Postgres, which does one thing after another, and on
 * a server, where it really is at the same time.
 */

const site = useAccountSite();
useGitHub();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

function many<Value>(count: number, act: (at: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => act(at)));
}

describe.each(['embedded', 'server'] as const)('at the same time, on the %s Postgres', (engine) => {
  const test = useDatabase(engine);

  it('ten who come back by one way make one session', async () => {
    const back = await agree(await leave(browser));
    const tabs = Array.from({ length: 10 }, () => browser.tab());
    const answers = await Promise.all(tabs.map((tab) => tab.get(back)));
    const places = answers.map(({ headers }) => headers.get('location')).toSorted();
    expect(places).toEqual([
      '/account/',
      ...Array.from({ length: 9 }, () => '/account/?github=stale'),
    ]);
    expect(await rows(test.database, 'select id from sessions')).toHaveLength(1);
    expect(await rows(test.database, 'select id from users')).toHaveLength(1);
  });

  it('five who come for the first time, by ways of their own, are one person', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const browsers = Array.from({ length: 5 }, () => new TestBrowser({ url: site.url }));
    const backs = await Promise.all(browsers.map(async (one) => agree(await leave(one))));
    await Promise.all(browsers.map((one, at) => one.get(backs[at] ?? '')));
    expect(await rows(test.database, 'select id from users')).toHaveLength(1);
    expect(await rows(test.database, 'select id from accounts')).toHaveLength(1);
  });

  it('ten who follow one mailed link make one session', async () => {
    await browser.post('/account/link', { email: 'ann@example.org' });
    const token = browser.tokenInMail();
    const answers = await many(10, () =>
      new TestBrowser({ url: site.url }).post('/account/enter', { token }),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await rows(test.database, 'select id from sessions')).toHaveLength(1);
  });

  it('five who choose a password by one link choose one', async () => {
    await signUpBy(browser);
    await browser.post('/account/reset', { email: 'ann@example.org' });
    const token = browser.tokenInMail();
    const passwords = Array.from({ length: 5 }, (_, at) => `${at} ferries and one gull`);
    const answers = await Promise.all(
      passwords.map((password) => browser.post('/account/new-password', { token, password })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    const entered = await Promise.all(
      passwords.map((password) =>
        new TestBrowser({ url: site.url }).post('/account/sign-in', {
          email: 'ann@example.org',
          password,
        }),
      ),
    );
    expect(entered.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  it('eight who ask for one account ask for one', async () => {
    const answers = await many(8, (at) =>
      new TestBrowser({ url: site.url, ip: `192.0.2.${at}` }).post('/account/sign-up', {
        name: 'Ann',
        email: 'ann@example.org',
        password: goodPassword,
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await rows(test.database, 'select id from users')).toHaveLength(1);
  });

  it('an account that is deleted while somebody signs in to it leaves nothing', async () => {
    await signUpBy(browser);
    const signingIn = many(4, () =>
      new TestBrowser({ url: site.url }).post('/account/sign-in', {
        email: 'ann@example.org',
        password: goodPassword,
      }),
    );
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await Promise.all([signingIn, browser.post('/account/delete')]);
    for (const table of ['users', 'sessions', 'accounts']) {
      expect(await rows(test.database, `select * from ${table}`), table).toEqual([]);
    }
  });
});
