import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { sampleOutput } from '#tests/setup/sites.ts';

/*
 * The whole way of a reader, against what `npm start` serves: the form, the mail in the inbox on
 * disk, the link in it, the welcome, an edition, and leaving; with and without JavaScript.
 */

let twin: Twin;

// Each its own: what is published is announced once.
test.beforeEach(async () => {
  twin = await startTwin({
    root: process.cwd(),
    outDir: sampleOutput,
    port: 0,
    database: 'memory',
  });
});

test.afterEach(() => twin.close());

/** The mails in the inbox, newest first, as it lists them. */
async function mailsTo(page: Page, address: string): Promise<string[]> {
  await page.goto(`${twin.url}/__inbox/`);
  const items = page.getByRole('listitem').filter({ hasText: address });
  const links = await items
    .getByRole('link')
    .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
  return links;
}

/** Opens the newest mail to somebody, once there are so many, and answers its text. */
async function newestMail(page: Page, address: string, count: number): Promise<string> {
  await expect
    .poll(async () => (await mailsTo(page, address)).length, { timeout: 15_000 })
    .toBe(count);
  const [newest = ''] = await mailsTo(page, address);
  const raw = await page.request.get(`${newest}raw`);
  return decodeQuotedPrintable(await raw.text());
}

function decodeQuotedPrintable(text: string): string {
  return text
    .replaceAll(/=\r?\n/gu, '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function linkIn(mail: string, page: string): string {
  const link = new RegExp(`http://[^\\s"<>]*/newsletter/${page}\\?token=[\\w-]{43}`, 'u').exec(
    mail,
  )?.[0];
  if (!link) throw new Error(`No link to ${page} in the mail.`);
  return link;
}

async function runClock(page: Page): Promise<void> {
  await page.goto(`${twin.url}/__inbox/`);
  await page.getByRole('button', { name: /Run now: newsletter-clock/u }).click();
  await page.waitForLoadState();
}

/** As mail programs do it. */
async function leaveByOneClick(page: Page, link: string): Promise<void> {
  const form = { 'List-Unsubscribe': 'One-Click' };
  const left = await page.request.post(link, { form, maxRedirects: 0 });
  expect(left.status()).toBe(200);
}

/** By the button, undone and done again. */
async function leaveByThePage(page: Page, link: string): Promise<void> {
  const press = (name: string): Promise<void> =>
    page.getByRole('main').getByRole('button', { name }).click();
  await page.goto(link);
  await expect(page.getByText('p***@r***.example')).toBeVisible();
  await press('Leave');
  await press('That was a mistake');
  await page.goto(link);
  await press('Leave');
  await expect(
    page.getByRole('main').getByRole('button', { name: 'That was a mistake' }),
  ).toBeVisible();
}

async function open(browser: Browser, javaScriptEnabled: boolean): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ javaScriptEnabled });
  return [context, await context.newPage()];
}

for (const [how, hasScript, from] of [
  ['with JavaScript', true, '/articles/a-note-on-the-paper/'],
  ['without JavaScript', false, '/newsletter/'],
] as const) {
  const address = hasScript ? 'script@reader.example' : 'plain@reader.example';

  test(`a reader subscribes, confirms, reads and leaves ${how}`, async ({ browser }) => {
    test.setTimeout(60_000);
    const [context, page] = await open(browser, hasScript);
    const [inboxContext, inbox] = await open(browser, true);

    await page.goto(twin.url + from);
    const field = page.getByRole('textbox', { name: 'E-mail address' });
    await field.scrollIntoViewIfNeeded();
    await field.fill(address);
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await expect(page.getByText('A mail is on its way.').first()).toBeVisible({ timeout: 20_000 });

    const asking = await newestMail(inbox, address, 1);
    expect(asking).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const link = linkIn(asking, 'confirm');
    // A program that guards the mailbox looks first, twice.
    for (const method of ['HEAD', 'GET']) await inbox.request.fetch(link, { method });
    await page.goto(link);
    if (!hasScript) await page.getByRole('button').last().click();
    await page.waitForURL('**/newsletter/confirmed/');

    const welcome = await newestMail(inbox, address, 2);
    await page.goto(linkIn(welcome, 'preferences'));
    await page.getByRole('radio').first().check();
    await page.getByRole('main').getByRole('button').first().click();
    await expect(page.getByRole('status').filter({ hasText: /\S/u })).toBeVisible();

    await runClock(inbox);
    const edition = await newestMail(inbox, address, 3);
    expect(edition).toContain('/articles/');
    const leave = linkIn(edition, 'unsubscribe');
    await (hasScript ? leaveByOneClick(inbox, leave) : leaveByThePage(page, leave));
    await runClock(inbox);
    expect(await mailsTo(inbox, address)).toHaveLength(3);
    // The edition can be read again.
    await page.goto(`${twin.url}/newsletter/editions/`);
    await page.getByRole('main').getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Newsletter of');
    await context.close();
    await inboxContext.close();
  });
}

test('a mistake is said beside the field, and nothing is lost, without JavaScript', async ({
  browser,
}) => {
  const [context, page] = await open(browser, false);
  await page.goto(`${twin.url}/newsletter/`);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('reader@mailinator.com');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  const field = page.getByRole('textbox', { name: 'E-mail address' });
  await expect(field).toHaveValue('reader@mailinator.com');
  await expect(field).toHaveAccessibleDescription(/\S/u);
  await context.close();
});
