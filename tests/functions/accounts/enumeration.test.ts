import { hashPassword } from 'better-auth/crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerAccount } from '#netlify/lib/accounts/answer-account.ts';
import { signUpBy, TestBrowser } from '#tests/setup/account-browser.ts';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { everythingKept } from '#tests/setup/account-tables.ts';
import { makeContext, useDatabase } from '#tests/setup/newsletter.ts';

/* What strangers learn of who has an account: nothing. */

const test = useDatabase();
const site = useAccountSite();
let browser: TestBrowser;

beforeEach(() => {
  browser = new TestBrowser({ url: site.url });
});

const shape = async (answer: Response): Promise<string> => {
  const headers = [...answer.headers].filter(([name]) => name !== 'date');
  const text = await answer.text();
  return JSON.stringify([answer.status, headers, text.replaceAll(/\w+@example\.org/gu, '')]);
};

describe('whoever asks whether an address has an account', () => {
  it.each([
    ['sign-in', { password: 'not the password' }],
    ['link', {}],
    ['reset', {}],
    ['sign-up', { name: 'Ann', password: 'eight ferries, one gull' }],
  ])('is told the same: %s', async (act, fields) => {
    await signUpBy(browser);
    const ask = async (email: string): Promise<string> =>
      shape(await new TestBrowser({ url: site.url }).post(`/account/${act}`, { email, ...fields }));
    expect(await ask('ann@example.org')).toBe(await ask('bea@example.org'));
  });

  it('is told the same by whoever signs up first and signs in then', async () => {
    await signUpBy(browser);
    const password = 'planted by mallory';
    const ask = async (email: string): Promise<string> => {
      const mallory = new TestBrowser({ url: site.url });
      await mallory.post('/account/sign-up', { name: 'Mallory', email, password });
      return shape(await mallory.post('/account/sign-in', { email, password }));
    };
    expect(await ask('ann@example.org')).toBe(await ask('bea@example.org'));
  });

  it('is told the same where no more mails are sent, and by whoever knows the password', async () => {
    const password = 'planted by mallory';
    const email = 'ann@example.org';
    const mallory = new TestBrowser({ url: site.url });
    await mallory.post('/account/sign-up', { name: 'Mallory', email, password });
    // As many as one network may have sent.
    for (let at = 0; at < 22; at += 1) {
      await mallory.post('/account/link', { email: `person-${at}@example.org` });
    }
    const right = await mallory.post('/account/sign-in', { email, password });
    const wrong = await mallory.post('/account/sign-in', { email, password: 'another one' });
    expect(right.status).toBe(401);
    expect(await shape(right)).toBe(await shape(wrong));
  });

  it.each([
    ['a password', 'ann@example.org'],
    ['none, but a mailed link', 'cy@example.org'],
    ['no account', 'bea@example.org'],
  ])('has as much worked out for somebody with %s', async (_, email) => {
    await signUpBy(browser);
    await browser.post('/account/link', { email: 'cy@example.org' });
    await browser.post('/account/enter', { token: browser.tokenInMail() });
    const mallory = new TestBrowser({ url: site.url });
    const work = async (): Promise<number> => {
      await test.database.execute('truncate limits');
      const before = process.cpuUsage();
      await mallory.post('/account/sign-in', { email, password: 'not the password' });
      return process.cpuUsage(before).user;
    };
    await work();
    const guess = Math.min(await work(), await work());
    const before = process.cpuUsage();
    await hashPassword('not the password');
    const hash = process.cpuUsage(before).user;
    // Time of the processor, which no neighbour takes: a password is hashed for each of them.
    expect(guess).toBeGreaterThan(hash * 0.7);
  });

  it('has nothing changed by signing up with it, and its owner is told', async () => {
    await signUpBy(browser);
    const before = await everythingKept(test.database);
    const mallory = new TestBrowser({ url: site.url });
    await mallory.post('/account/sign-up', {
      name: 'Mallory',
      email: 'ann@example.org',
      password: 'eight ferries, one gull',
    });
    expect(await everythingKept(test.database)).toBe(before);
    expect(mallory.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['ann@example.org', 'Subject of known'],
    ]);
    expect(mallory.mails[0]?.text).toBe(`${site.url}/account/\n`);
  });

  it('waits as long, whatever is done', async () => {
    const waits: number[] = [];
    for (const email of ['ann@example.org', 'bea@example.org']) {
      const begun = performance.now();
      await answerAccount({
        request: new Request(`${site.url}/account/reset`, {
          method: 'POST',
          headers: { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ email }),
        }),
        context: makeContext(site.url),
        sender: { send: () => undefined, drain: () => undefined },
      });
      waits.push(performance.now() - begun);
      if (email === 'ann@example.org') await signUpBy(browser);
    }
    // A lower bound, which the machine's load cannot break.
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(249);
  });
});
