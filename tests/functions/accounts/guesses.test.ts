import { beforeEach, describe, expect, it } from 'vitest';
import { goodPassword, signUpBy, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

/* Whoever tries passwords, or has mails sent, without end. */

const test = useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

const guess = (
  at: number,
  { email = 'ann@example.org', ip = '192.0.2.1' } = {},
): Promise<Response> =>
  new TestBrowser({ url: site.url, ip }).post('/account/sign-in', {
    email,
    password: `guess number ${at}`,
  });

describe('whoever guesses', () => {
  it('at one password from many networks is stopped, and its owner has other ways', async () => {
    await signUpBy(browser);
    const answers: number[] = [];
    for (let at = 0; at < 29; at += 1) {
      answers.push((await guess(at, { ip: `198.51.100.${at}` })).status);
    }
    expect(answers.filter((status) => status === 401)).toHaveLength(24);
    expect(answers.at(-1)).toBe(429);
    const right = await new TestBrowser({ url: site.url, ip: '203.0.113.9' }).post(
      '/account/sign-in',
      { email: 'ann@example.org', password: goodPassword },
    );
    expect(right.status).toBe(429);
    expect(right.headers.get('retry-after')).toBe('900');
    expect(await right.text()).toContain('[error.too_many_requests]');
    await browser.post('/account/link', { email: 'ann@example.org' });
    const owner = new TestBrowser({ url: site.url });
    expect((await owner.post('/account/enter', { token: browser.tokenInMail() })).status).toBe(303);
  });

  it('at one password from one network does not lock out its owner, who has another', async () => {
    await signUpBy(browser);
    for (let at = 0; at < 14; at += 1) {
      await guess(at);
      const one = new TestBrowser({ url: site.url });
      await one.post('/account/link', { email: 'ann@example.org' });
    }
    const owner = new TestBrowser({ url: site.url, ip: '203.0.113.9' });
    await owner.post('/account/link', { email: 'ann@example.org' });
    expect(owner.mails).toHaveLength(1);
    const fields = { email: 'ann@example.org', password: goodPassword };
    expect((await owner.post('/account/sign-in', fields)).status).toBe(303);
    const change = { current: goodPassword, password: 'eight ferries, one gull' };
    expect((await browser.post('/account/password', change)).status).toBe(303);
  });

  it('at many addresses from one network is stopped, other networks are not', async () => {
    const answers: number[] = [];
    for (let at = 0; at < 32; at += 1) {
      answers.push((await guess(at, { email: `person-${at}@example.org` })).status);
    }
    expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401));
    expect(answers.slice(30)).toEqual([429, 429]);
    expect((await guess(0, { email: 'other@example.org', ip: '198.51.100.7' })).status).toBe(401);
  }, 30_000);

  it('at the present password of a session is stopped as well', async () => {
    await signUpBy(browser);
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      const fields = { current: `guess number ${at}`, password: 'eight ferries, one gull' };
      statuses.push((await browser.post('/account/password', fields)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it('has mails sent to nobody without end', async () => {
    for (let at = 0; at < 15; at += 1) {
      const one = new TestBrowser({ url: site.url, ip: `198.51.100.${at}` });
      const answer = await one.post('/account/link', { email: 'ann@example.org' });
      expect(answer.status).toBe(200);
      browser.mails.push(...one.mails);
    }
    expect(browser.mails).toHaveLength(12);
  });

  it('uses up nothing of what everybody may try where it is refused', async () => {
    for (let at = 0; at < 14; at += 1) {
      await guess(at);
      const one = new TestBrowser({ url: site.url, ip: `198.51.100.${at}` });
      await one.post('/account/link', { email: 'ann@example.org' });
    }
    expect(
      await rows(
        test.database,
        "select key, count from limits where key like '%:site' order by key",
      ),
    ).toEqual([
      { key: 'account-mail:site', count: 12 },
      { key: 'guess:site', count: 10 },
    ]);
  });
});
