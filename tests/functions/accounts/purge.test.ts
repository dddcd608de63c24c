import { beforeEach, expect, it } from 'vitest';
import { runClock } from '#netlify/lib/newsletter/run-clock.ts';
import { signUpBy, TestBrowser, whoIs } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { count } from '#tests/setup/account-tables.ts';
import { useDatabase, useSite } from '#tests/setup/newsletter.ts';

/* What the clock deletes of accounts. */

const test = useDatabase();
const accountSite = useAccountSite();
const newsletter = useSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: accountSite.url });
});

const tick = (): Promise<void> =>
  runClock({ database: test.database, site: newsletter.site }, new Date());

const age = (table: string, what: string): Promise<unknown> =>
  test.database.execute(`update ${table} set ${what}`);

it('an account that nobody has confirmed goes after a week, and no other', async () => {
  const squatter = new TestBrowser({ url: accountSite.url });
  const fields = { name: 'Mallory', email: 'bea@example.org', password: 'planted by mallory' };
  await squatter.post('/account/sign-up', fields);
  await signUpBy(browser);
  await age('users', `created_at = now() - interval '6 days 23 hours'`);
  await tick();
  expect(await count(test.database, 'users')).toBe(2);
  await age('users', `created_at = now() - interval '7 days 1 hour'`);
  await tick();
  expect(await count(test.database, `users where email = 'bea@example.org'`)).toBe(0);
  expect(await whoIs(browser)).toBe('ann@example.org');
});

it.each([
  ['unused for 14 days', `expires_at = now() - interval '1 second'`],
  ['90 days old', `created_at = now() - interval '90 days 1 minute'`],
])('a session goes that is %s, and none that is alive', async (_, change) => {
  await signUpBy(browser);
  await tick();
  expect(await count(test.database, 'sessions')).toBe(1);
  await age('sessions', change);
  await tick();
  expect(await count(test.database, 'sessions')).toBe(0);
});

it('links that are too old go', async () => {
  await browser.post('/account/link', { email: 'ann@example.org' });
  await tick();
  expect(await count(test.database, 'verifications')).toBe(1);
  await age('verifications', `expires_at = now() - interval '1 second'`);
  await tick();
  expect(await count(test.database, 'verifications')).toBe(0);
});

it('all this goes on sites without a newsletter, too, and nobody complains', async () => {
  await signUpBy(browser);
  await age('users', `email_verified = false, created_at = now() - interval '8 days'`);
  // The site of accounts has nothing for the newsletter; a complaint in the log fails this test.
  const site = { origin: accountSite.url, mayMail: true, isLocal: true };
  await runClock({ database: test.database, site }, new Date());
  expect(await count(test.database, 'users')).toBe(0);
});
