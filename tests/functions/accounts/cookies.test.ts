import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goodPassword, signUpBy, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

/* What browsers keep, and what neighbours may have planted among it. */

useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('cookies', () => {
  it('are this host’s alone, out of reach of scripts, and by https only where there is https', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'account');
    vi.stubEnv('AUTH_SECRET', 'k'.repeat(20) + 'm'.repeat(20));
    site.setSettings({ url: site.url });
    const visitor = new TestBrowser({ url: site.url, context: 'production' });
    await visitor.post('/account/link', { email: 'ann@example.org' });
    const answer = await visitor.post('/account/enter', { token: visitor.tokenInMail() });
    site.setSettings({});
    expect(answer.status).toBe(303);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-session=/u);
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=7776000']) {
      expect(cookie).toMatch(new RegExp(`; ${part}(?:;|$)`, 'u'));
    }
    expect(cookie).not.toMatch(/domain=/iu);
  });

  it('that were planted beside ours sign nobody in', async () => {
    await signUpBy(browser);
    const mallory = new TestBrowser({ url: site.url });
    await signUpBy(mallory, { email: 'mallory@example.org' });
    const [ours, theirs] = [browser, mallory].map((one) => one.cookies.get('session') ?? '');
    for (const cookie of [
      `session=${theirs}; session=${ours}`,
      `session=${ours}; session=${theirs}`,
    ]) {
      const request = new Request(`${site.url}/account/`, { headers: { cookie } });
      const page = await (await new TestBrowser({ url: site.url }).send(request)).text();
      expect(page).toContain('[signin.title]');
      expect(page).not.toContain('mallory@');
    }
  });

  it('of the library that nobody asked for are not set', async () => {
    await signUpBy(browser);
    const answer = await browser.post('/account/sign-in', {
      email: 'ann@example.org',
      password: goodPassword,
    });
    expect(answer.headers.getSetCookie().map((one) => one.split('=')[0])).toEqual(['session']);
  });
});
