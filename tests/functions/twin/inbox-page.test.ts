import { AxeBuilder } from '@axe-core/playwright';
import { expect as expectSoon, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFileMailer } from '#netlify/lib/mail/file-mailer.ts';
import { launchBrowser, openWatchedPage } from '#tests/setup/browser.ts';
import { sampleMail } from '#tests/setup/mails.ts';
import { type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

/** The inbox in a browser. */
let twin: FixtureTwin;
let empty: FixtureTwin;
let browser: Browser;
let page: Page;
let complaints: string[];

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

beforeAll(async () => {
  empty = await startFixtureTwin();
  twin = await startFixtureTwin();
  const mailer = createFileMailer(process.env['BROADSHEET_INBOX'] ?? '');
  const html = `<!doctype html><html lang="en"><head><title>Confirm</title></head><body style="font-family: serif"><p><a href="${twin.url}/about">Confirm</a></p><script>document.title = 'ran'</script></body></html>`;
  await mailer.sendBatch(
    [
      sampleMail({ id: 'long', subject: long, to: `${'x'.repeat(64)}@${'y'.repeat(60)}.example` }),
      sampleMail({
        id: 'hebrew',
        subject: 'אישור ההרשמה שלך לעיתון הקטן',
        text: 'שלום, https://a.example',
      }),
      sampleMail({ id: 'confirm', html, text: `Open ${twin.url}/about` }),
    ],
    'batch',
  );
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await twin.close();
  await empty.close();
});

beforeEach(async () => {
  ({ page, complaints } = await openWatchedPage(browser, { isComplaint: () => true }));
});

afterEach(async () => {
  await page.context().close();
  // That the script of a mail is kept from running is said, and is the point.
  expect(complaints.filter((one) => !/Blocked script execution|script-src/u.test(one))).toEqual([]);
});

async function openMail(subject: string): Promise<void> {
  await page.goto(`${twin.url}/__inbox/`);
  await page.getByRole('link', { name: subject }).click();
  await expectSoon(page.getByRole('heading', { level: 1 })).toHaveText(subject);
}

async function expectNoBarriers(): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Where no script runs, Axe waits for an answer for ever. Mails have tests of their own.
    .exclude('iframe')
    .options({ iframes: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const [inner, outer] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(inner).toBe(outer);
}

describe.each(['light', 'dark'] as const)('in a browser, %s', (colorScheme) => {
  it.each([360, 1200])(
    'has no barriers and nothing that sticks out, %s pixels wide',
    async (width) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${empty.url}/__inbox/`);
      await expectNoBarriers();
      await page.goto(`${twin.url}/__inbox/?ran=nightly&status=200`);
      await expectNoBarriers();
      for (const subject of [long, 'Confirm your subscription']) {
        await openMail(subject);
        await expectNoBarriers();
      }
    },
    60_000,
  );
});

describe('a mail in its frame', () => {
  it('opens its links in a page where everything works', async () => {
    await openMail('Confirm your subscription');
    const frame = page.frameLocator('iframe');
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      frame.getByRole('link', { name: 'Confirm' }).click(),
    ]);
    await expectSoon(opened).toHaveURL(`${twin.url}/about`);
    // Out of the frame's sandbox: it has an origin of its own again.
    expect(await opened.evaluate(() => globalThis.origin)).toBe(twin.url);
  });

  it('runs nothing', async () => {
    await openMail('Confirm your subscription');
    await expectSoon(page.frameLocator('iframe').getByRole('link')).toBeVisible();
    const [, frame] = page.frames();
    expect(await frame?.title()).toBe('Confirm');
  });
});

it('is the clock by keyboard', async () => {
  await page.goto(`${twin.url}/__inbox/`);
  const button = page.getByRole('button', { name: 'Run now: nightly' });
  for (let steps = 0; steps < 20; steps += 1) {
    if (await button.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expectSoon(page.getByRole('status')).toHaveText('nightly ran (200).');
});
