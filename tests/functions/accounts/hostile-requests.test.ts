import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goodPassword, signUpBy, TestBrowser, whoIs } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

/* Requests that are none, and days on which something is down. */

useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What forms read, those of people who are signed in among them. */
const fieldsOf = {
  'sign-in': ['email', 'password'],
  link: ['email'],
  'sign-up': ['name', 'email', 'password'],
  confirm: ['token', 'password'],
  enter: ['token'],
  reset: ['email'],
  'new-password': ['token', 'password'],
  profile: ['name'],
  password: ['current', 'password'],
  'session-end': ['id'],
  'passkey-remove': ['id'],
} as const;

describe('where something is down', () => {
  it('says so on a page of its own, and writes no values into the log', async () => {
    await signUpBy(browser);
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    const answers = [
      await browser.get('/account/'),
      await browser.post('/account/sign-in', { email: 'ann@example.org', password: goodPassword }),
      await browser.post('/account/sign-up', {
        name: 'Ann',
        email: 'ann@example.org',
        password: goodPassword,
      }),
      await browser.post('/account/delete'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('120');
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).toContain('[error.unavailable]');
    }
    const back = await browser.get(`/api/auth/callback/github?state=${'a'.repeat(32)}&code=b`);
    expect(back.status).toBe(503);
    expect(await back.text()).toContain('[error.unavailable]');
    const script = new Request(`${site.url}/api/auth/passkey/generate-authenticate-options`, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect((await browser.send(script)).status).toBe(503);
    const written = JSON.stringify(log.mock.calls.map((call) => call.map(String)));
    for (const secret of ['ann@example.org', goodPassword, browser.cookies.get('session') ?? '']) {
      expect(written).not.toContain(secret);
    }
  });

  it('says so where the site cannot be asked', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    site.setDown(true);
    const answer = await browser.get('/account/');
    site.setDown(false);
    expect(answer.status).toBe(503);
    expect(log).toHaveBeenCalled();
  });
});

describe('a request that is none', () => {
  it.each([
    ['is too large', `email=${'x'.repeat(20_000)}`, 413],
    ['says things twice', 'email=ann@example.org&email=bea@example.org&password=x', 400],
    ['has nothing in it', '', 422],
  ])('is refused: it %s', async (_, body, status) => {
    expect((await browser.post('/account/sign-in', body)).status).toBe(status);
  });

  it.each([
    ['a zero', 'a\u0000b'],
    ['half a character', 'a\uD800b'],
    ['SQL', `' or 1=1; drop table users; --`],
    ['a name that objects have', '__proto__'],
    ['a template', '${process.env}{{link}}'],
    ['a line more', 'ann@example.org\r\nBcc: eve@example.org'],
    ['very much', '9'.repeat(12_000)],
    ['nothing', ''],
  ])('breaks nothing, with %s in every field', async (_, value) => {
    await signUpBy(browser);
    for (const [act, names] of Object.entries(fieldsOf)) {
      for (const name of names) {
        const good = { email: 'bea@example.org', name: 'Bea', password: goodPassword };
        const answer = await browser.post(`/account/${act}`, { ...good, [name]: value });
        expect(answer.status, `${act}: ${name}`).toBeLessThan(500);
      }
    }
    for (const path of ['', 'enter', 'confirm', 'new-password']) {
      for (const name of ['token', 'returnTo', 'github', 'saved']) {
        const query = new URLSearchParams({ [name]: value }).toString();
        expect((await browser.get(`/account/${path}?${query}`)).status).toBeLessThan(500);
      }
    }
    const sent = JSON.stringify(browser.mails);
    expect(sent).not.toContain('eve@example.org');
    expect(await whoIs(browser)).toBe('ann@example.org');
  });

  it.each(['', '{', 'null', '[]', '{"response":null}', '{"response":{"id":"\\u0000"}}'])(
    'breaks nothing for passkeys: %s',
    async (body) => {
      await signUpBy(browser);
      for (const path of ['verify-authentication', 'verify-registration']) {
        const headers = { origin: site.url, 'content-type': 'application/json' };
        const url = `${site.url}/api/auth/passkey/${path}`;
        const answer = await browser.send(new Request(url, { method: 'POST', headers, body }));
        expect(answer.status, path).toBeGreaterThanOrEqual(400);
        expect(answer.status, path).toBeLessThan(500);
      }
    },
  );

  it('is refused where it is no form', async () => {
    const type = { 'content-type': 'text/plain' };
    expect((await browser.post('/account/sign-in', 'x', type)).status).toBe(415);
    const request = new Request(`${site.url}/account/`, { method: 'PUT' });
    expect((await browser.send(request)).status).toBe(405);
    expect((await browser.post('/account/deleted')).status).toBe(405);
  });

  it('is answered with texts that are texts', async () => {
    const answer = await browser.post('/account/sign-in', {
      email: '"><script>alert(1)</script>',
      password: 'x',
    });
    expect(await answer.text()).not.toContain('<script>');
  });
});
