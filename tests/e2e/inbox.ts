import { expect, type Browser } from '@playwright/test';

/**
 * The link to an account in the newest mail to somebody, once there are `count` of them, as the inbox
 * of `npm start` shows it. It is read in a browser of its own.
 */
export async function mailedLink(
  browser: Browser,
  url: string,
  { address, count = 1 }: { readonly address: string; readonly count?: number },
): Promise<string> {
  const page = await browser.newPage();
  const mails = page.getByRole('listitem').filter({ hasText: address }).getByRole('link');
  await expect
    .poll(
      async () => {
        await page.goto(`${url}/__inbox/`);
        return mails.count();
      },
      { timeout: 15_000 },
    )
    .toBe(count);
  const href = await mails.first().getAttribute('href');
  const raw = await (await page.request.get(`${url}${href}raw`)).text();
  await page.close();
  const mail = raw
    .replaceAll(/=\r?\n/gu, '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const link = /http:\/\/[^\s"<>]*\/account\/[^\s"<>]*/u.exec(mail)?.[0];
  if (!link) throw new Error(`No link to an account in:\n${mail}`);
  return link;
}
