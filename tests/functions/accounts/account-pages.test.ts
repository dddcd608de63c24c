import { beforeEach, describe, expect, it } from 'vitest';
import { goodPassword, signUpBy, TestBrowser, whoIs } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { count } from '#tests/setup/account-tables.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

describe('an account with a password', () => {
  it('is open once its address was confirmed with the password', async () => {
    const sent = await browser.post('/account/sign-up', {
      name: ' Ann  Lee ',
      email: 'Ann@Example.org',
      password: goodPassword,
    });
    expect(sent.status).toBe(200);
    expect(await sent.text()).toContain('[sent.title]');
    expect(browser.mails).toHaveLength(1);
    expect(browser.mails[0]).toMatchObject({
      to: 'ann@example.org',
      subject: 'Subject of sign-up',
      from: 'The Small Paper <post@small.example>',
    });
    expect(browser.cookies.size).toBe(0);
    // Not before: neither by the password nor by looking at the link.
    const early = await browser.post('/account/sign-in', {
      email: 'ann@example.org',
      password: goodPassword,
    });
    expect(early.status).toBe(401);
    expect(await early.text()).toContain('[error.wrong_credentials]');
    expect(browser.mails).toHaveLength(2);
    const link = browser.linkInMail();
    expect(link).toMatch(/^\/account\/confirm\?token=/u);
    expect(await (await browser.get(link)).text()).toContain('[confirm.title]');
    expect(await count(test.database, 'users where email_verified')).toBe(0);

    const token = browser.tokenInMail();
    const wrong = await browser.post('/account/confirm', { token, password: 'something else now' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('[error.wrong_password]');
    expect(await count(test.database, 'users where email_verified')).toBe(0);

    const confirmed = await browser.post('/account/confirm', { token, password: goodPassword });
    expect(confirmed.status).toBe(303);
    expect(confirmed.headers.get('location')).toBe('/account/');
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await rows(test.database, 'select name from users')).toEqual([{ name: 'Ann Lee' }]);
  });

  it('is signed in to, and out of', async () => {
    await signUpBy(browser);
    const other = new TestBrowser({ url: site.url });
    const refused = await other.post('/account/sign-in', {
      email: 'ann@example.org',
      password: 'not the password',
    });
    expect(refused.status).toBe(401);
    const page = await refused.text();
    expect(page).toContain('[error.wrong_credentials]');
    expect(page).toContain('value="ann@example.org"');
    expect(page).not.toContain('not the password');
    expect(other.cookies.size).toBe(0);

    await other.post('/account/sign-in', { email: ' ANN@example.org', password: goodPassword });
    expect(await whoIs(other)).toBe('ann@example.org');
    const out = await other.post('/account/sign-out');
    expect(out.headers.get('location')).toBe('/account/');
    expect(out.headers.get('clear-site-data')).toBe('"cache"');
    expect(other.cookies.size).toBe(0);
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await count(test.database, 'sessions')).toBe(1);
  });

  it('gets another password by a mail, once, and is signed out everywhere', async () => {
    await signUpBy(browser);
    const other = new TestBrowser({ url: site.url });
    await other.post('/account/reset', { email: 'ann@example.org' });
    expect(other.linkInMail()).toMatch(/^\/account\/new-password\?token=\w{24}$/u);
    const token = other.tokenInMail();
    const weak = await other.post('/account/new-password', { token, password: 'password123' });
    expect(weak.status).toBe(422);
    const own = await other.post('/account/new-password', { token, password: 'ann@example.org' });
    expect(own.status).toBe(422);
    const set = await other.post('/account/new-password', {
      token,
      password: 'eight ferries, one gull',
    });
    expect(set.headers.get('location')).toBe('/account/sign-in?changed=1');
    expect(await whoIs(browser)).toBeNull();
    const again = await other.post('/account/new-password', {
      token,
      password: 'nine ferries, one gull',
    });
    expect(again.status).toBe(404);
    await other.post('/account/sign-in', {
      email: 'ann@example.org',
      password: 'eight ferries, one gull',
    });
    expect(await whoIs(other)).toBe('ann@example.org');
  });

  it('changes its password with the present one, which ends every other session', async () => {
    await signUpBy(browser);
    const other = new TestBrowser({ url: site.url });
    await other.post('/account/sign-in', { email: 'ann@example.org', password: goodPassword });
    const before = browser.cookies.get('session');
    const wrong = await browser.post('/account/password', {
      current: 'not the password',
      password: 'eight ferries, one gull',
    });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('[error.wrong_password]');
    const changed = await browser.post('/account/password', {
      current: goodPassword,
      password: 'eight ferries, one gull',
    });
    expect(changed.status).toBe(303);
    expect(browser.cookies.get('session')).not.toBe(before);
    expect(await whoIs(browser)).toBe('ann@example.org');
    expect(await whoIs(other)).toBeNull();
    expect(await count(test.database, 'sessions')).toBe(1);
  });

  it.each([
    ['short', 'short_password'],
    ['x'.repeat(129), 'long_password'],
    ['', 'missing_password'],
    ['1234567890', 'known_password'],
    ['password2026!', 'known_password'],
    ['QwertyUiop', 'known_password'],
    ['aaaaaaaaaaaa', 'known_password'],
    ['passwordpassword', 'known_password'],
    ['ann@example.org', 'personal_password'],
    ['Annabel Lee 1', 'personal_password'],
    ['The Small Paper 1', 'personal_password'],
  ])('is not made with the password %s', async (password, code) => {
    const answer = await browser.post('/account/sign-up', {
      name: 'Annabel Lee',
      email: 'ann@example.org',
      password,
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`[error.${code}]`);
    expect(await count(test.database, 'users')).toBe(0);
    expect(browser.mails).toEqual([]);
  });

  it.each([
    [{ email: 'nobody' }, 'invalid_email'],
    [{ email: '' }, 'missing_email'],
    [{ email: 'ann@refused.example' }, 'disposable_email'],
    [{ name: '' }, 'invalid_name'],
    [{ name: 'x'.repeat(61) }, 'invalid_name'],
    [{ name: 'Ann\u202Eeel' }, 'invalid_name'],
    [{ name: 'Ann\u0000' }, 'invalid_name'],
    [{ name: `A${'\u0301'.repeat(30)}` }, 'invalid_name'],
  ])('is not made of %j', async (wrong, code) => {
    const fields = { name: 'Ann', email: 'ann@example.org', password: goodPassword, ...wrong };
    const answer = await browser.post('/account/sign-up', fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`[error.${code}]`);
    expect(await count(test.database, 'users')).toBe(0);
  });

  it('shows names as texts', async () => {
    await signUpBy(browser, { name: '<img src=x onerror=alert(1)>"' });
    const page = await (await browser.get('/account/')).text();
    expect(page).not.toContain('<img');
    expect(page).toContain('value="&lt;img src=x onerror=alert(1)&gt;&quot;"');
  });
});

describe('a mailed link', () => {
  it('signs in whoever has the mail, once, and makes an account where there is none', async () => {
    await browser.post('/account/link', { email: 'bea@example.org' });
    expect(await count(test.database, 'users')).toBe(0);
    const link = browser.linkInMail();
    const looked = await browser.get(link);
    expect(await looked.text()).toContain('[enter.text] bea@example.org');
    await browser.get(link);
    const token = browser.tokenInMail();
    expect((await browser.post('/account/enter', { token })).status).toBe(303);
    expect(await whoIs(browser)).toBe('bea@example.org');
    const other = new TestBrowser({ url: site.url });
    expect((await other.post('/account/enter', { token })).status).toBe(404);
    expect((await other.get(link)).status).toBe(404);
  });

  it('is worth nothing after a quarter of an hour', async () => {
    await browser.post('/account/link', { email: 'bea@example.org' });
    await test.database.execute(
      `update verifications set expires_at = now() - interval '1 second'`,
    );
    const token = browser.tokenInMail();
    expect((await browser.get(browser.linkInMail())).status).toBe(404);
    expect((await browser.post('/account/enter', { token })).status).toBe(404);
    expect(await count(test.database, 'users')).toBe(0);
  });

  it('is kept as a hash', async () => {
    await browser.post('/account/link', { email: 'bea@example.org' });
    const kept = JSON.stringify(await rows(test.database, 'select * from verifications'));
    expect(kept).not.toContain(browser.tokenInMail());
  });
});

describe('sessions', () => {
  it('are listed, and ended one by one, all others, and all', async () => {
    await signUpBy(browser);
    const others = [1, 2, 3].map(() => new TestBrowser({ url: site.url }));
    for (const other of others) {
      const firefox = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' };
      const fields = { email: 'ann@example.org', password: goodPassword };
      await other.post('/account/sign-in', fields, firefox);
    }
    const page = await (await browser.get('/account/')).text();
    expect(page.match(/Firefox, Linux/gu)).toHaveLength(6);
    expect(page.match(/\[sessions\.this\]/gu)).toHaveLength(1);
    const ids = [...page.matchAll(/name="id" value="(\w+)"/gu)].map(([, id = '']) => id);
    expect(ids).toHaveLength(3);
    await browser.post('/account/session-end', { id: ids[0] ?? '' });
    expect(await count(test.database, 'sessions')).toBe(3);
    await browser.post('/account/sessions-end');
    expect(await count(test.database, 'sessions')).toBe(1);
    expect(await whoIs(browser)).toBe('ann@example.org');
    await browser.post('/account/sign-out-everywhere');
    expect(await count(test.database, 'sessions')).toBe(0);
    expect(await whoIs(browser)).toBeNull();
  });

  it('of somebody else are not ended', async () => {
    await signUpBy(browser);
    const other = new TestBrowser({ url: site.url });
    await signUpBy(other, { email: 'bea@example.org', name: 'Bea' });
    const [row] = await rows<{ id: string }>(
      test.database,
      `select s.id from sessions s join users u on u.id = s.user_id where u.name = 'Ann'`,
    );
    await other.post('/account/session-end', { id: row?.id ?? '' });
    expect(await whoIs(browser)).toBe('ann@example.org');
  });

  it('begin anew with each time somebody signs in, and end the one before', async () => {
    await signUpBy(browser);
    const planted = browser.cookies.get('session') ?? '';
    await browser.post('/account/sign-in', { email: 'ann@example.org', password: goodPassword });
    expect(browser.cookies.get('session')).not.toBe(planted);
    expect(await count(test.database, 'sessions')).toBe(1);
    const fixated = new TestBrowser({ url: site.url });
    fixated.cookies.set('session', planted);
    expect(await whoIs(fixated)).toBeNull();
  });
});

describe('somebody’s data', () => {
  it('is given out whole, and without secrets', async () => {
    await signUpBy(browser);
    const answer = await browser.post('/account/export');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      person: { name: 'Ann', email: 'ann@example.org', email_verified: true },
      ways: [{ provider_id: 'credential' }],
      sessions: [{}],
    });
    const secrets = await rows<{ password: string; token: string }>(
      test.database,
      'select a.password, s.token from accounts a, sessions s',
    );
    for (const secret of Object.values(secrets[0] ?? {})) expect(text).not.toContain(secret);
  });

  it('is deleted with the account: no session, no name, nothing', async () => {
    await signUpBy(browser);
    const other = new TestBrowser({ url: site.url });
    await other.post('/account/sign-in', { email: 'ann@example.org', password: goodPassword });
    await other.post('/account/link', { email: 'ann@example.org' });
    await other.post('/account/reset', { email: 'ann@example.org' });
    expect(await count(test.database, 'verifications')).toBe(2);
    expect(await (await browser.get('/account/delete')).text()).toContain('[delete.text]');
    expect(await count(test.database, 'users')).toBe(1);
    const gone = await browser.post('/account/delete');
    expect(gone.headers.get('location')).toBe('/account/deleted');
    for (const one of [browser, other]) expect(await whoIs(one)).toBeNull();
    for (const table of ['users', 'sessions', 'accounts', 'passkeys', 'verifications']) {
      const kept = JSON.stringify(await rows(test.database, `select * from ${table}`));
      expect(kept).toBe('[]');
    }
  });

  it('takes that somebody has signed in lately', async () => {
    await signUpBy(browser);
    await test.database.execute(`update sessions set created_at = now() - interval '61 minutes'`);
    for (const act of ['delete', 'export', 'passkey-remove', 'github-remove']) {
      const answer = await browser.post(`/account/${act}`, { id: 'x' });
      expect(answer.headers.get('location')).toBe('/account/sign-in');
    }
    const script = { 'sec-fetch-site': 'same-origin' };
    const adding = await browser.get('/api/auth/passkey/generate-register-options', script);
    expect(adding.status).toBe(403);
    expect(await count(test.database, 'users')).toBe(1);
    expect(await (await browser.get('/account/sign-in')).text()).toContain('[again.text]');
  });

  it('has a name that can be changed', async () => {
    await signUpBy(browser);
    expect((await browser.post('/account/profile', { name: '' })).status).toBe(422);
    await browser.post('/account/profile', { name: 'Ann Lee' });
    expect(await rows(test.database, 'select name from users')).toEqual([{ name: 'Ann Lee' }]);
  });
});

describe('pages of accounts', () => {
  it('are in the language of their address', async () => {
    const page = await browser.get('/de/account/');
    const text = await page.text();
    expect(text).toContain('<html lang="de">');
    expect(text).toContain('action="/de/account/sign-in"');
    await browser.post('/de/account/link', { email: 'bea@example.org' });
    expect(browser.linkInMail()).toMatch(/^\/de\/account\/enter\?/u);
  });

  it('are for one reader, and carry the policy of the site', async () => {
    const { headers } = await browser.get('/account/');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('are found with a slash at the end, and not where there are none', async () => {
    expect((await browser.get('/account')).headers.get('location')).toBe('/account/');
    for (const path of ['/account/none', '/fr/account/', '/account/toString', '/account/a/b']) {
      expect((await browser.get(path)).status, path).toBe(404);
    }
    site.setSettings({ locales: [] });
    expect((await browser.get('/de/account/')).status).toBe(404);
    site.setSettings({});
  });

  it('show strangers who send their forms where one signs in', async () => {
    for (const act of ['profile', 'password', 'sign-out', 'delete', 'export', 'session-end']) {
      const answer = await browser.post(`/account/${act}`);
      expect(answer.headers.get('location'), act).toBe('/account/');
    }
  });
});
