import { beforeEach, describe, expect, it } from 'vitest';
import { goodPassword, signUpBy, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { everythingKept } from '#tests/setup/account-tables.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

/* What pages of other sites, and programs, can have done in somebody’s browser: nothing. */

const test = useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

const acts =
  'sign-in link sign-up confirm enter reset new-password github profile password session-end sessions-end sign-out sign-out-everywhere newsletter export delete passkey-remove github-remove'.split(
    ' ',
  );

describe('a form of another site', () => {
  const strangers: readonly (readonly [string, Record<string, string>])[] = [
    ['another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another origin, from a browser that says no more', { origin: 'https://evil.example' }],
    ['no origin to speak of', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { origin: 'https://blog.small.example', 'sec-fetch-site': 'same-site' }],
    ['a page that says its origin is this', { 'sec-fetch-site': 'cross-site' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
  ];

  it.each(strangers)('changes nothing: %s', async (_, headers) => {
    await signUpBy(browser);
    const before = await everythingKept(test.database);
    for (const act of acts) {
      const fields = { email: 'ann@example.org', password: goodPassword, name: 'Mallory' };
      const answer = await browser.post(`/account/${act}`, fields, headers);
      expect(answer.status, act).toBe(403);
      expect(answer.headers.getSetCookie(), act).toEqual([]);
    }
    expect(await everythingKept(test.database)).toBe(before);
    expect(browser.mails).toHaveLength(1);
  });

  it('changes nothing without any origin at all', async () => {
    await signUpBy(browser);
    const before = await everythingKept(test.database);
    for (const act of acts) {
      const answer = await browser.send(
        new Request(`${site.url}/account/${act}`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ email: 'ann@example.org', password: goodPassword }),
        }),
      );
      expect(answer.status, act).toBe(403);
    }
    expect(await everythingKept(test.database)).toBe(before);
  });

  it('signs nobody in to an account of its own', async () => {
    await signUpBy(new TestBrowser({ url: site.url }), { email: 'mallory@example.org' });
    const mallory = { email: 'mallory@example.org', password: goodPassword };
    await browser.post('/account/sign-in', mallory, { origin: 'https://evil.example' });
    expect(browser.cookies.size).toBe(0);
    // Nor by a link of its own: looking at it signs nobody in, and it says whose it is.
    const other = new TestBrowser({ url: site.url });
    await other.post('/account/link', { email: 'mallory@example.org' });
    const page = await browser.get(other.linkInMail());
    expect(await page.text()).toContain('mallory@example.org');
    expect(browser.cookies.size).toBe(0);
  });

  it('asks nothing of what scripts use', async () => {
    for (const [method, path] of [
      ['GET', 'passkey/generate-authenticate-options'],
      ['GET', 'passkey/generate-register-options'],
      ['POST', 'passkey/verify-authentication'],
      ['POST', 'passkey/verify-registration'],
    ] as const) {
      for (const headers of [
        {},
        { origin: 'https://evil.example' },
        { 'sec-fetch-site': 'none' },
      ]) {
        const request = new Request(`${site.url}/api/auth/${path}`, { method, headers });
        expect((await browser.send(request)).status, path).toBe(403);
      }
    }
  });
});

describe('what better-auth would answer', () => {
  const paths =
    'sign-up/email sign-in/email sign-in/social sign-in/magic-link magic-link/verify sign-out get-session list-sessions revoke-session revoke-sessions revoke-other-sessions update-user delete-user change-password change-email set-password reset-password request-password-reset forget-password verify-email send-verification-email list-accounts link-social unlink-account get-access-token refresh-token account-info passkey/list-user-passkeys passkey/delete-passkey passkey/update-passkey error ok callback/google callback/github/ CALLBACK/github callback//github ../auth/get-session'.split(
      ' ',
    );

  it('is not asked here', async () => {
    await signUpBy(browser);
    const before = await everythingKept(test.database);
    for (const path of paths)
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await browser.send(
          new Request(`${site.url}/api/auth/${path}`, {
            method,
            headers: { origin: site.url, 'sec-fetch-site': 'same-origin' },
            ...(method !== 'GET' && { body: '{}' }),
          }),
        );
        expect([404, 405], `${method} ${path}`).toContain(answer.status);
        expect(answer.headers.getSetCookie(), path).toEqual([]);
      }
    expect(await everythingKept(test.database)).toBe(before);
  });

  it('is no larger than it has to be', async () => {
    const request = new Request(`${site.url}/api/auth/passkey/verify-authentication`, {
      method: 'POST',
      headers: { origin: site.url, 'content-type': 'application/json' },
      body: JSON.stringify({ response: 'x'.repeat(40_000) }),
    });
    expect((await browser.send(request)).status).toBe(413);
  });
});

describe('a server of the owner’s, behind a proxy', () => {
  it('takes forms of the publication’s pages, and leads there from mails', async () => {
    const visited = 'https://small.example';
    const reader = new TestBrowser({ url: site.url, visited, isPublished: true });
    const fields = { name: 'Ann', email: 'ann@example.org', password: goodPassword };
    expect((await reader.post('/account/sign-up', fields)).status).toBe(200);
    expect(reader.mails.at(-1)?.text).toContain(`${visited}/account/confirm?token=`);
    const token = reader.tokenInMail();
    const confirmed = await reader.post('/account/confirm', { token, password: goodPassword });
    expect(confirmed.headers.getSetCookie().join()).toContain('__Host-session=');
    const foreign = await reader.post('/account/sign-in', fields, { origin: site.url });
    expect(foreign.status).toBe(403);
  });
});
