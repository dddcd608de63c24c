import { AxeBuilder } from '@axe-core/playwright';
import {
  expect as expectSoon,
  type Browser,
  type Locator,
  type Page,
  type Route,
} from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openWatchedPage } from '#tests/setup/browser.ts';
import { serveIsland, type IslandPage } from '#tests/setup/island-page.ts';

/** The newsletter's form in a browser, twice on one page, with answers that each test makes up. */
let site: IslandPage;
let browser: Browser;
let page: Page;
let complaints: string[];
/** What the browser says by itself where the answer is a refusal. */
let expected: RegExp | null;
/** What was sent, in order. */
let sent: Record<string, unknown>[];

const section = (id: string): string =>
  `<section class="sheet subscribe" aria-label="Newsletter, ${id}"><div id="island-${id}"></div></section>`;

beforeAll(async () => {
  site = await serveIsland({
    entry: 'tests/setup/subscribe-page.tsx',
    alias: {},
    html: `<h1>Newsletter</h1>${section('first')}${section('second')}`,
  });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  const context = { viewport: { width: 1200, height: 900 } };
  ({ page, complaints } = await openWatchedPage(browser, { context }));
  expected = null;
  sent = [];
});

afterEach(async () => {
  await page.context().close();
  expect(complaints.filter((complaint) => !expected?.test(complaint))).toEqual([]);
});

const form = (name: 'first' | 'second' = 'first'): Locator =>
  page.getByRole('region', { name: `Newsletter, ${name}` });
const email = (): Locator => form().getByRole('textbox', { name: 'E-mail address' });
const button = (): Locator => form().getByRole('button', { name: /Subscribe|Sending/ });
const status = (): Locator => form().getByRole('status');

type Answer = Parameters<Route['fulfill']>[0] | 'no network';

const refusal = (status: number, error: object): Answer => ({ status, json: { error } });

/** Opens the page; forms that are sent are answered in turn, the last answer again and again. */
async function open(
  answers: readonly Answer[] = [{ status: 202, json: {} }],
  stamp: Answer = stamped,
) {
  const left = [...answers];
  await page.route('**/api/subscribe', async (route) => {
    const request = route.request();
    let answer: Answer | undefined = stamp;
    if (request.method() === 'POST') {
      expect(request.headers()).toMatchObject({
        accept: 'application/json',
        'content-type': 'application/json',
      });
      sent.push(request.postDataJSON() as Record<string, unknown>);
      answer = left.length > 1 ? left.shift() : left[0];
    }
    await (answer === 'no network' ? route.abort('internetdisconnected') : route.fulfill(answer));
  });
  await page.goto(`${site.url}/`);
  await expectSoon(email()).toBeVisible();
}

const stamped: Answer = { json: { stamp: 'a-stamp' } };

function overflow(): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

async function send(address: string): Promise<void> {
  await email().fill(address);
  await email().press('Enter');
}

describe('the form', () => {
  it('is sent with the page, the language and the stamp', async () => {
    await open();
    await send(' reader@small.example ');
    await expectSoon(form().getByText('Please look into your inbox')).toBeVisible();
    expect(sent).toEqual([
      {
        email: 'reader@small.example',
        locale: 'en',
        source: '/articles/a/',
        website: '',
        stamp: 'a-stamp',
      },
    ]);
  });

  it.each<Answer>(['no network', { status: 503 }, { body: '<p>' }, { json: { stamp: 7 } }])(
    'is sent without a stamp where none is to be had: %j',
    async (stamp) => {
      expected = /ERR_INTERNET_DISCONNECTED|503/;
      await open(undefined, stamp);
      await send('reader@small.example');
      await expectSoon(form().getByText('Please look into your inbox')).toBeVisible();
      expect(sent).toMatchObject([{ stamp: null }]);
    },
  );

  it('works without any of this, as a form', async () => {
    await open();
    const element = form().locator('form');
    await expectSoon(element).toHaveAttribute('action', '/api/subscribe');
    await expectSoon(element).toHaveAttribute('method', 'post');
    const names = await element
      .locator('input')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).name));
    expect(names).toEqual(['email', 'website', 'locale', 'source']);
    await expectSoon(email()).toHaveAttribute('type', 'email');
    await expectSoon(email()).toHaveAttribute('autocomplete', 'email');
    await expectSoon(email()).toHaveAttribute('maxlength', '254');
    await expectSoon(email()).toHaveAttribute('required', '');
  });

  it('hides its trap from eyes, keyboards and screen readers, not from programs', async () => {
    await open();
    const trap = form().locator('[name=website]');
    const box = await trap.locator('xpath=ancestor::p').boundingBox();
    expect(box).toMatchObject({ width: 1, height: 1 });
    await expectSoon(trap).toHaveAttribute('autocomplete', 'off');
    await expectSoon(page.getByRole('textbox')).toHaveCount(2);
    await email().focus();
    await page.keyboard.press('Tab');
    await expectSoon(button()).toBeFocused();
    await page.keyboard.press('Tab');
    await expectSoon(form('second').getByRole('textbox')).toBeFocused();
    await trap.evaluate((input: HTMLInputElement) => (input.value = 'https://spam.example'));
    await send('reader@small.example');
    await expectSoon(status()).toContainText('A mail is on its way');
    expect(sent).toMatchObject([{ website: 'https://spam.example' }]);
  });

  it('is one of several on a page', async () => {
    await open();
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    await page.getByText('E-mail address').nth(1).click();
    await expectSoon(form('second').getByRole('textbox')).toBeFocused();
    await send('not an address');
    await expectSoon(form().locator('.mistake')).toBeVisible();
    await expectSoon(form('second').locator('.mistake')).toHaveCount(0);
  });

  it('is large enough for a finger on a small screen, and fits on it', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    await open();
    for (const target of [email(), button()]) {
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

describe('when it was sent', () => {
  it.each([200, 202])('it says what to do next, aloud as well, with %i', async (code) => {
    await open([{ status: code, json: {} }]);
    await expectSoon(status()).toHaveText('');
    await status().evaluate((element) => element.setAttribute('data-was-there', ''));
    await send('reader@small.example');
    await expectSoon(status()).toHaveText(/^A mail is on its way\. /);
    await expectSoon(status()).toHaveAttribute('data-was-there', '');
    await expectSoon(form().getByText('Please look into your inbox')).toBeFocused();
    await expectSoon(form().locator('form')).toHaveCount(0);
  });

  it('it is not sent twice, however often one presses', async () => {
    const waiting = Promise.withResolvers<void>();
    await open();
    await page.route('**/api/subscribe', async (route) => {
      await waiting.promise;
      await route.fallback();
    });
    await email().fill('reader@small.example');
    await button().click();
    await expectSoon(button()).toHaveText('Sending …');
    await expectSoon(button()).toHaveAttribute('aria-disabled', 'true');
    await expectSoon(button()).toBeFocused();
    await expectSoon(status()).toHaveText('Sending …');
    // The browser lets it be pressed, whatever it says of itself.
    await button().click({ force: true });
    await email().press('Enter');
    waiting.resolve();
    await expectSoon(form().getByText('Please look into your inbox')).toBeVisible();
    expect(sent).toHaveLength(1);
  });
});

async function expectMistake(text: string, value: string): Promise<void> {
  await expectSoon(email()).toHaveAccessibleDescription(text);
  await expectSoon(email()).toHaveAttribute('aria-invalid', 'true');
  await expectSoon(email()).toBeFocused();
  await expectSoon(email()).toHaveValue(value);
  await expectSoon(status()).toHaveText('');
}

describe('a mistake in the address', () => {
  it.each([
    ['', 'Please write your e-mail address here.'],
    ['reader', 'This does not look like an e-mail address. One has the form name@example.org.'],
    [
      '@small.example',
      'This does not look like an e-mail address. One has the form name@example.org.',
    ],
  ])('is named beside it before anything is sent: %j', async (address, text) => {
    await open();
    await send(address);
    await expectMistake(text, address);
    expect(sent).toEqual([]);
  });

  it('that the server finds is named in words of the site', async () => {
    expected = /422/;
    await open([
      refusal(422, { code: 'disposable_email', message: 'No.', field: 'email' }),
      { status: 202, json: {} },
    ]);
    await send('reader@gone.example');
    await expectMistake(
      'Addresses of this kind are gone after a while. Please use one that stays.',
      'reader@gone.example',
    );
    await send('reader@small.example');
    await expectSoon(form().getByText('Please look into your inbox')).toBeFocused();
  });

  it('that the server finds and this form does not know is named in its own words', async () => {
    expected = /400/;
    await open([refusal(400, { code: 'full_moon', message: 'Not <today>.', field: 'email' })]);
    await send('reader@small.example');
    await expectMistake('Not <today>.', 'reader@small.example');
  });
});

describe('when it cannot be sent', () => {
  const unavailable = 'This did not reach us. Your address is still here: please try again.';
  const tooMany =
    'There have been many attempts from here. Please wait some minutes and try again.';

  it.each<[Answer, string]>([
    ['no network', unavailable],
    [{ status: 503, body: 'Service unavailable' }, unavailable],
    [{ status: 500, json: { error: null } }, unavailable],
    [{ status: 404, json: ['no'] }, unavailable],
    [{ status: 429, body: '' }, tooMany],
    [refusal(429, { code: 'too_many_requests', message: 'No.' }), tooMany],
    [refusal(400, { code: '__proto__', message: '' }), unavailable],
    [
      refusal(400, { code: 'invalid_request', message: 'No.' }),
      'Something in this request was not right. Please try again.',
    ],
  ])('it says so, keeps what was written and is tried again: %j', async (answer, text) => {
    expected = /ERR_INTERNET_DISCONNECTED|status of [45]/;
    await open([answer, { status: 202, json: {} }]);
    await send('reader@small.example');
    await expectSoon(status()).toHaveText(text);
    await expectSoon(email()).toHaveValue('reader@small.example');
    await expectSoon(email()).toHaveAttribute('aria-invalid', 'false');
    await form().getByRole('button', { name: 'Try again' }).press('Enter');
    await expectSoon(form().getByText('Please look into your inbox')).toBeFocused();
    expect(sent).toHaveLength(2);
  });

  it('keeps the focus near while it is tried again', async () => {
    expected = /503/;
    await open([{ status: 503 }]);
    await send('reader@small.example');
    await form().getByRole('button', { name: 'Try again' }).press('Enter');
    await expectSoon(status()).toHaveText(unavailable);
    await expectSoon(button()).toBeFocused();
  });
});

describe('without barriers', () => {
  const states: readonly (readonly [name: string, answers: readonly Answer[], address: string])[] =
    [
      ['as it is served', [], ''],
      ['with a mistake', [], 'reader'],
      ['when it failed', ['no network'], 'reader@small.example'],
      ['when it was sent', [{ status: 202, json: {} }], 'reader@small.example'],
    ];

  it.each(states)('%s, in both colour schemes', async (name, answers, address) => {
    expected = /ERR_INTERNET_DISCONNECTED/;
    for (const [colorScheme, width] of [
      ['light', 1200],
      ['dark', 320],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await open(answers);
      if (name !== 'as it is served') {
        await send(address);
        await expectSoon(form().locator('.mistake, .notice, .sent')).toBeVisible();
      }
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await overflow()).toBeLessThanOrEqual(0);
    }
  });
});
