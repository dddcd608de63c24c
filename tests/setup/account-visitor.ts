import { expect, type Browser, type Page } from '@playwright/test';

/** Somebody with an account, as end-to-end tests play them: by forms, mails and the inbox of `npm start`. */

interface WantedLink {
  readonly url: string;
  readonly address: string;
  /** How many mails they have by now. */
  readonly count: number;
}

/** The link in the newest mail to somebody, once there are so many. */
export async function linkInMail(page: Page, { url, address, count }: WantedLink): Promise<string> {
  const context = await page.context().browser()?.newContext();
  const inbox = await context?.newPage();
  if (!context || !inbox) throw new Error('There is no browser.');
  const items = inbox.getByRole('listitem').filter({ hasText: address });
  await expect
    .poll(async () => {
      await inbox.goto(`${url}/__inbox/`);
      return items.count();
    })
    .toBe(count);
  const href = await items.first().getByRole('link').getAttribute('href');
  const raw = await (await inbox.request.get(`${url}${href}raw`)).text();
  await context.close();
  const mail = raw.replaceAll(/=\r?\n/gu, '').replaceAll('=3D', '=');
  const link = /http:\/\/[^\s"<>]*\/account\/[\w-]+\?token=[\w.-]+/u.exec(mail)?.[0];
  if (!link) throw new Error('No link in the mail.');
  return link;
}

/** A browser of somebody’s, with cookies of its own. */
export async function openBrowser(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled });
  return context.newPage();
}

/** Asks for an account; answers the link that is mailed. */
export async function signUp(
  page: Page,
  { url, address, password }: { url: string; address: string; password: string },
): Promise<string> {
  await page.goto(`${url}/account/sign-up`);
  await page.getByLabel('Name').fill('Ann Lee');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make an account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please look into your inbox');
  return linkInMail(page, { url, address, count: 1 });
}

/** Signs in by a mailed link, which makes an account. */
export async function signInByLink(page: Page, url: string, address: string): Promise<void> {
  await page.goto(`${url}/account/`);
  const link = page.getByRole('button', { name: 'Mail me a link' });
  await page.locator('form', { has: link }).getByLabel('E-mail address').fill(address);
  await link.click();
  await page.goto(await linkInMail(page, { url, address, count: 1 }));
  await page.getByRole('button', { name: 'Sign in' }).click();
}
