import { beforeEach, describe, expect, it, vi } from 'vitest';
import { accountOf, gitHubClient } from '#tests/mocks/github.ts';
import { signUpBy, TestBrowser, whoIs } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { count } from '#tests/setup/account-tables.ts';
import { agree, leave, signInByGitHub, useGitHub } from '#tests/setup/github.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useAccountSite();
const gitHub = useGitHub();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

async function expectStale(answer: Response): Promise<void> {
  expect(answer.headers.get('location')).toBe('/account/?github=stale');
  expect(await count(test.database, 'sessions')).toBe(0);
  expect(await count(test.database, 'users')).toBe(0);
}

describe('GitHub', () => {
  it('signs in, and makes an account the first time', async () => {
    gitHub.account = { ...accountOf('Ann@example.org'), name: 'Ann Lee' };
    const url = await leave(browser);
    expect(url.origin + url.pathname).toBe(`${gitHub.url}/login/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: gitHubClient.id,
      scope: 'user:email',
      code_challenge_method: 'S256',
      redirect_uri: `${site.url}/api/auth/callback/github`,
    });
    const back = await browser.get(await agree(url));
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toBe('/account/');
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect([...browser.cookies.keys()]).toEqual(['session']);
    const other = new TestBrowser({ url: site.url });
    await signInByGitHub(other);
    expect(await whoIs(other)).toBe('ann@example.org');
    expect(await count(test.database, 'users')).toBe(1);
    expect(await rows(test.database, 'select name, image from users')).toEqual([
      { name: 'Ann Lee', image: null },
    ]);
  });

  it('has its keys kept nowhere', async () => {
    await signInByGitHub(browser);
    const tables = ['users', 'accounts', 'sessions', 'verifications', 'limits'];
    for (const table of tables) {
      const kept = JSON.stringify(await rows(test.database, `select * from ${table}`));
      for (const token of gitHub.tokens) expect(kept).not.toContain(token);
    }
  });

  it('leads back where it is configured, whatever name a request came by', async () => {
    const visited = site.url.replace('127.0.0.1', 'evil.example');
    const answer = await new TestBrowser({ url: site.url, visited }).post('/account/github');
    expect(answer.status).toBe(403);
    const strange = new TestBrowser({ url: site.url });
    const url = await strange.send(
      new Request(`${visited}/account/github`, {
        method: 'POST',
        headers: {
          origin: site.url,
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          'content-type': 'application/x-www-form-urlencoded',
        },
      }),
    );
    const to = new URL((url.headers.get('refresh') ?? '').replace('0; url=', ''));
    expect(to.searchParams.get('redirect_uri')).toBe(`${site.url}/api/auth/callback/github`);
  });

  it('leads back to the page somebody came from', async () => {
    await browser.get('/account/?returnTo=/articles/ferry/');
    const back = await signInByGitHub(browser);
    expect(back.headers.get('location')).toBe('/articles/ferry/');
    expect([...browser.cookies.keys()]).toEqual(['session']);
  });

  describe('refuses a way back', () => {
    it('that began in another browser', async () => {
      const victim = new TestBrowser({ url: site.url });
      await leave(victim);
      await expectStale(await victim.get(await agree(await leave(browser))));
      await expectStale(
        await new TestBrowser({ url: site.url }).get(await agree(await leave(browser))),
      );
    });

    it('whose code and state are of two tabs', async () => {
      const [one, two] = [await agree(await leave(browser)), await agree(await leave(browser))];
      const [first, second] = [
        new URLSearchParams(one.split('?')[1]),
        new URLSearchParams(two.split('?')[1]),
      ];
      const swapped = new URLSearchParams({
        code: first.get('code') ?? '',
        state: second.get('state') ?? '',
      });
      const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const answer = await browser.get(`/api/auth/callback/github?${swapped.toString()}`);
      // The verifier of the one is not that of the other.
      expect(answer.headers.get('location')).toBe('/account/?github=failed');
      expect(silenced).toHaveBeenCalled();
      expect(await count(test.database, 'sessions')).toBe(0);
    });

    it.each([
      ['without a state', (query: string) => query.replace(/state=[^&]*/u, '')],
      ['with an empty state', (query: string) => query.replace(/state=[^&]*/u, 'state=')],
      ['with two states', (query: string) => `${query}&state=0123456789abcdef0123456789abcdef`],
      ['with its state twice', (query: string) => `${query}&${/state=[^&]*/u.exec(query)?.[0]}`],
      ['without a code', (query: string) => query.replace(/code=[^&]*/u, '')],
      ['with two codes', (query: string) => `${query}&code=0123456789`],
      ['with a code and an error', (query: string) => `${query}&error=access_denied`],
      ['with a state of its own', (query: string) => query.replace(/state=/u, 'state=x')],
    ])('%s', async (_, change) => {
      const [path = '', query = ''] = (await agree(await leave(browser))).split('?');
      await expectStale(await browser.get(`${path}?${change(query)}`));
    });

    it('that was gone before', async () => {
      const back = await agree(await leave(browser));
      const kept = new Map(browser.cookies);
      await browser.get(back);
      expect(await whoIs(browser)).toBe('ann@example.org');
      const again = new TestBrowser({ url: site.url });
      for (const [name, value] of kept) again.cookies.set(name, value);
      expect((await again.get(back)).headers.get('location')).toBe('/account/?github=stale');
      expect(await count(test.database, 'sessions')).toBe(1);
    });

    it('after ten minutes', async () => {
      const back = await agree(await leave(browser));
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1000 });
      const answer = await browser.get(back).finally(() => vi.useRealTimers());
      await expectStale(answer);
    });

    it('with a cookie that nobody gave out', async () => {
      const back = await agree(await leave(browser));
      for (const [name, value] of browser.cookies) browser.cookies.set(name, `x${value}`);
      await expectStale(await browser.get(back));
    });
  });

  it('is finished in each of two tabs', async () => {
    const [one, two] = [await leave(browser), await leave(browser)];
    expect((await browser.get(await agree(one))).headers.get('location')).toBe('/account/');
    expect((await browser.get(await agree(two))).headers.get('location')).toBe('/account/');
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await count(test.database, 'sessions')).toBe(1);
  });

  it('gives its own account to nobody by address: who has one here proves it first', async () => {
    const owner = new TestBrowser({ url: site.url });
    await signUpBy(owner);
    const answer = await signInByGitHub(browser);
    expect(answer.headers.get('location')).toBe('/account/?github=unlinked');
    const page = await (await browser.get('/account/?github=unlinked')).text();
    expect(page).toContain('[github.error.unlinked]');
    expect(await whoIs(browser)).toBeNull();
    // Signed in, and connected.
    expect((await signInByGitHub(owner)).headers.get('location')).toBe('/account/?saved=1');
    expect((await signInByGitHub(browser)).headers.get('location')).toBe('/account/');
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await count(test.database, 'users')).toBe(1);
    await owner.post('/account/github-remove');
    const stranger = new TestBrowser({ url: site.url });
    expect((await signInByGitHub(stranger)).headers.get('location')).toBe(
      '/account/?github=unlinked',
    );
  });

  it('is not connected to somebody whose session ended meanwhile, or is old', async () => {
    await signUpBy(browser);
    const back = await agree(await leave(browser));
    const other = browser.tab();
    await other.post('/account/sign-out-everywhere');
    const answer = await browser.get(back);
    expect(answer.headers.get('location')).toMatch(/^\/account\/\?github=/u);
    expect(await count(test.database, `accounts where provider_id = 'github'`)).toBe(0);
    await signUpBy(other, { email: 'bea@example.org' });
    await test.database.execute(`update sessions set created_at = now() - interval '2 hours'`);
    expect((await other.post('/account/github')).headers.get('location')).toBe('/account/sign-in');
  });

  it('is connected by nobody else’s way: not by a link that somebody was sent', async () => {
    await signUpBy(browser);
    const mallory = new TestBrowser({ url: site.url });
    gitHub.account = accountOf('mallory@example.org', 666);
    const back = await agree(await leave(mallory));
    expect((await browser.get(back)).headers.get('location')).toBe('/account/?github=stale');
    expect(await count(test.database, `accounts where provider_id = 'github'`)).toBe(0);
    expect(await whoIs(browser)).toBe('ann@example.org');
  });

  it('is not connected to whom somebody was before they signed in as another', async () => {
    await signUpBy(browser);
    const back = await agree(await leave(browser));
    await signUpBy(browser, { email: 'bea@example.org', name: 'Bea' });
    expect((await browser.get(back)).headers.get('location')).toMatch(/^\/account\/\?github=/u);
    expect(await count(test.database, `accounts where provider_id = 'github'`)).toBe(0);
    expect(await whoIs(browser)).toBe('bea@example.org');
  });

  it('is not connected with two people, nor with another address', async () => {
    await signInByGitHub(browser);
    const other = new TestBrowser({ url: site.url });
    await signUpBy(other, { email: 'bea@example.org', name: 'Bea' });
    const answer = await signInByGitHub(other);
    expect(answer.headers.get('location')).toBe('/account/?github=other');
    expect(await count(test.database, `accounts where provider_id = 'github'`)).toBe(1);
  });

  it.each([
    ['nobody has confirmed', [{ email: 'ann@example.org', primary: true, verified: false }]],
    ['is not the first', [{ email: 'ann@example.org', primary: false, verified: true }]],
    ['there is none of', []],
    ['is none', [{ email: 'not an address', primary: true, verified: true }]],
    ['is text', 'ann@example.org' as unknown as []],
  ])('lets nobody in with an address that %s', async (_, emails) => {
    gitHub.account = { id: 7, login: 'ann', emails };
    const answer = await signInByGitHub(browser);
    expect(answer.headers.get('location')).toBe('/account/?github=address');
    expect(await count(test.database, 'users')).toBe(0);
  });

  it('says no in our words', async () => {
    gitHub.agrees = false;
    const answer = await signInByGitHub(browser);
    expect(answer.headers.get('location')).toBe('/account/?github=denied');
    const page = await (await browser.get('/account/?github=denied')).text();
    expect(page).toContain('[github.error.denied]');
    const planted = await (
      await browser.get('/account/?github=%3Cb%3Ex&error_description=x')
    ).text();
    expect(planted).not.toContain('github.error');
  });

  describe('that does not answer as it should', () => {
    const token = '/login/oauth/access_token';
    it.each([
      ['is down', { path: token, body: null }],
      ['answers 500', { path: token, status: 500, body: 'no' }],
      ['says garbage', { path: token, body: '<html>' }],
      ['gives no token', { path: token, body: '{"error":"bad_verification_code"}' }],
      ['gives no text for a token', { path: token, body: '{"access_token":{"a":1}}' }],
      ['leads elsewhere', { path: token, status: 302, body: '' }],
      ['sends too much', { path: token, body: `"${'x'.repeat(300_000)}"` }],
      ['does not say who it is', { path: '/api/v3/user', status: 500, body: '' }],
      ['does not say which address', { path: '/api/v3/user/emails', status: 403, body: '{}' }],
    ])('lets nobody in: it %s', async (_, disturbance) => {
      const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      gitHub.disturbance = disturbance;
      const answer = await signInByGitHub(browser);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/account/?github=failed');
      expect(await count(test.database, 'users')).toBe(0);
      expect(silenced).toHaveBeenCalled();
      const written = JSON.stringify(silenced.mock.calls.map((call) => call.map(String)));
      expect(written).not.toContain(gitHubClient.secret);
    });

    it.each(['{"id":"1"}', '{"id":-1}', '{"id":1.5}', '{"login":"ann"}', '[]', 'null'])(
      'lets nobody in as %s',
      async (body) => {
        gitHub.disturbance = { path: '/api/v3/user', body };
        expect((await signInByGitHub(browser)).headers.get('location')).toBe(
          '/account/?github=address',
        );
        expect(await count(test.database, 'users')).toBe(0);
      },
    );

    it('is given up after a while', async () => {
      const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const { promise: until, resolve: answerNow } = Promise.withResolvers<undefined>();
      gitHub.disturbance = { path: token, body: '{}', until };
      vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
      const back = await agree(await leave(browser));
      expect((await browser.get(back)).headers.get('location')).toBe('/account/?github=failed');
      answerNow(undefined);
      expect(silenced).toHaveBeenCalled();
    });
  });
});
