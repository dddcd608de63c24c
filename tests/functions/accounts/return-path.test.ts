import { beforeEach, describe, expect, it } from 'vitest';
import { parseReturnPath } from '#netlify/lib/accounts/return-path.ts';
import { goodPassword, signUpBy, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

/* Where somebody is led back to after signing in. */

const test = useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

describe('a page to lead back to', () => {
  it.each([
    '/',
    '/articles/ferry/',
    '/de/articles/gr%C3%BCn/',
    '/articles/grün/',
    '/search/?q=a%20b&page=2',
    '/account/',
  ])('is one of this site: %s', async (path) => {
    await browser.get(`/account/?returnTo=${encodeURIComponent(path)}`);
    await signUpBy(browser);
    const other = new TestBrowser({ url: site.url });
    await other.get(`/account/?returnTo=${encodeURIComponent(path)}`);
    const answer = await other.post('/account/sign-in', {
      email: 'ann@example.org',
      password: goodPassword,
    });
    expect(answer.headers.get('location')).toBe(encodeURI(decodeURI(path)));
    expect([...other.cookies.keys()]).toEqual(['session']);
  });

  const elsewhere: readonly string[] = [
    '',
    'evil.example',
    'https://evil.example/',
    'HTTPS://evil.example/',
    'https:evil.example/',
    'http:/\\evil.example/',
    'javascript:alert(1)//',
    'data:text/html,x/',
    '//evil.example/',
    '///evil.example/',
    '////evil.example/',
    '/\\evil.example/',
    '\\/evil.example/',
    '\\\\evil.example/',
    '/\\/evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    '/\r\n/evil.example/',
    '/\u0000/evil.example/',
    '/\u00A0/evil.example/',
    '/\u2028/evil.example/',
    '/\uFEFF/evil.example/',
    ' //evil.example/',
    '\t//evil.example/',
    '/ /evil.example/',
    '/.//evil.example/',
    '/..//evil.example/',
    '/a/..//evil.example/',
    '/./\\evil.example/',
    '/%2f%2fevil.example/',
    '/%2F/evil.example/',
    '/%5cevil.example/',
    '/%5Cevil.example/',
    '/%252fevil.example/',
    '/%09/evil.example/',
    '/%0d%0aLocation:%20https://evil.example/',
    '/%00/',
    '/%7f/',
    '/a//b/',
    '//evil.example@small.example/',
    '//small.example@evil.example/',
    '/@evil.example//',
    '//[::1]/',
    '//0x7f000001/',
    '//evil。example/',
    '/／evil.example//',
    '?//evil.example/',
    '#//evil.example/',
    '.evil.example/',
    '@evil.example/',
    ':80/',
    '/api/auth/callback/github/',
    '/API/auth/',
    '/.netlify/functions/account/',
    '/articles/ferry',
    `/${'a'.repeat(600)}/`,
  ];

  it('is no other', async () => {
    await signUpBy(browser);
    for (const path of elsewhere) {
      const signedIn = await browser.get(`/account/?returnTo=${encodeURIComponent(path)}`);
      expect(signedIn.headers.get('location'), path).toBe('/account/');
      expect([...browser.cookies.keys()], path).toEqual(['session']);
    }
  });

  it('is no other in a cookie that somebody has planted', async () => {
    for (const path of elsewhere) {
      browser.cookies.set('return', encodeURIComponent(path));
      await browser.post('/account/link', { email: 'ann@example.org' });
      const answer = await browser.post('/account/enter', { token: browser.tokenInMail() });
      expect(answer.headers.get('location'), path).toBe('/account/');
      // As if an hour had passed.
      await test.database.execute('truncate limits');
    }
  });

  it('stays on this site whatever it is made of', () => {
    const parts = [
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '%5c',
      '@',
      ':',
      '?',
      '#',
      '\t',
      'evil.example',
      'a',
    ];
    for (const one of parts)
      for (const two of parts)
        for (const three of parts) {
          const path = parseReturnPath(`/${one}${two}${three}/`);
          if (path !== null) {
            expect(new URL(path, 'https://small.example').origin).toBe('https://small.example');
            expect(path).not.toMatch(/^\/[/\\]/u);
          }
        }
  });

  it('is in no address afterwards', async () => {
    const answer = await browser.get('/account/?returnTo=/articles/ferry/');
    expect(answer.headers.get('location')).toBe('/account/');
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^return=%2Farticles%2Fferry%2F; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/u,
    );
    expect(await (await browser.get('/account/')).text()).not.toContain('ferry');
  });
});
