import { randomUUID } from 'node:crypto';
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { sampleOutput } from '#tests/setup/sites.ts';
import { watchForComplaints } from './sites.ts';

/*
 * The way of a reader to an article for members, against what `npm start` serves: the invitation, the
 * link in a mail, the text at the same address, and nothing of it after signing out.
 */

test.describe.configure({ mode: 'serial' });

const article = '/articles/what-only-members-read/';
/** The text begins so; it is nowhere on the page for everybody. */
const text = 'You are reading this because a program looked at your session';

let twin: Twin;

test.beforeAll(async () => {
  twin = await startTwin({
    root: process.cwd(),
    outDir: sampleOutput,
    port: 0,
    database: 'memory',
  });
});

test.afterAll(() => twin.close());

/** The link in the newest mail to somebody. */
async function mailedLink(page: Page, address: string): Promise<string> {
  const mails = page.getByRole('listitem').filter({ hasText: address }).getByRole('link');
  await expect
    .poll(
      async () => {
        await page.goto(`${twin.url}/__inbox/`);
        return mails.count();
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  const href = await mails.first().getAttribute('href');
  const raw = await (await page.request.get(new URL(`${href}raw`, page.url()).href)).text();
  const mail = raw
    .replaceAll(/=\r?\n/gu, '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const link = /http:\/\/[^\s"<>]*\/account\/[^\s"<>]*/u.exec(mail)?.[0];
  if (!link) throw new Error(`No link to an account in:\n${mail}`);
  return link;
}

async function open(browser: Browser, javaScriptEnabled: boolean): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ javaScriptEnabled });
  return [context, await context.newPage()];
}

for (const [how, hasScript] of [
  ['without JavaScript', false],
  ['with JavaScript', true],
] as const) {
  test(`a stranger is invited, signs in, reads on, and leaves nothing behind, ${how}`, async ({
    browser,
  }) => {
    test.setTimeout(60_000);
    // Servers of one machine may share an inbox on disk.
    const address = `${randomUUID()}@member.example`;
    const [context, page] = await open(browser, hasScript);
    const [inboxContext, inbox] = await open(browser, true);

    await page.goto(twin.url + article);
    await expect(page.getByRole('heading', { name: 'For members' })).toBeVisible();
    await expect(page.getByText('You are not signed in here')).toBeHidden();
    await expect(page.getByText(text)).toHaveCount(0);

    await page.getByRole('link', { name: 'I am signed in' }).click();
    await expect(page.getByText('You are not signed in here')).toBeVisible();
    await page.getByRole('link', { name: 'Sign in to read on' }).click();
    await expect(page).toHaveURL(/\/account\/(?:sign-in)?$/u);
    const forms = page.getByRole('main').locator('form');
    const form = forms.filter({ has: page.getByRole('button', { name: 'Mail me a link' }) });
    await form.getByRole('textbox').fill(address);
    await form.getByRole('button').click();
    await page.goto(await mailedLink(inbox, address));
    const enter = page.getByRole('main').getByRole('button', { name: 'Sign in' });
    await enter.click();

    await expect(page).toHaveURL(twin.url + article);
    await expect(page.getByText(text)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Where the text is not' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'For members' })).toHaveCount(0);
    // Whatever pages on the way were still loading was given up when they were left.
    await page.waitForLoadState('networkidle');
    const expectNoComplaints = watchForComplaints(page);
    await page.reload();
    await expect(page.getByText(text)).toBeVisible();
    await page.waitForLoadState('networkidle');
    expectNoComplaints();

    await page.goto(`${twin.url}/account/`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForLoadState();
    // Back past every page of this visit: wherever the article was, it is the one for everybody.
    const seen: string[] = [];
    for (let steps = 0; steps < 12; steps += 1) {
      await page.goBack().catch(() => null);
      if (!page.url().startsWith(twin.url)) break;
      seen.push(new URL(page.url()).pathname);
      await expect(page.getByText(text)).toHaveCount(0);
    }
    expect(seen).toContain(article);
    await page.goto(twin.url + article);
    await expect(page.getByRole('heading', { name: 'For members' })).toBeVisible();
    await expect(page.getByText(text)).toHaveCount(0);
    await context.close();
    await inboxContext.close();
  });
}
