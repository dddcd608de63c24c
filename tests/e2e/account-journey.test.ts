import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { linkInMail, openBrowser, signInByLink } from '#tests/setup/account-visitor.ts';
import { sampleOutput } from '#tests/setup/sites.ts';

/*
 * The whole way of somebody with an account, against what `npm start` serves: without JavaScript by
 * forms and mails, and with it by a passkey of a device that Chromium makes up.
 */

test.describe.configure({ mode: 'serial' });

const password = 'seven boats under a bridge';
let twin: Twin;
/** Devices know sites by name, not by number. */
let url: string;

test.beforeAll(async () => {
  twin = await startTwin({
    root: process.cwd(),
    outDir: sampleOutput,
    port: 0,
    database: 'memory',
  });
  url = `http://localhost:${new URL(twin.url).port}`;
});

test.afterAll(() => twin.close());

test('a reader makes an account, comes and goes, and deletes it, without JavaScript', async ({
  browser,
}) => {
  const page = await openBrowser(browser, false);
  await page.goto(`${url}/`);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Account' }).click();
  await page.getByRole('link', { name: 'Make an account' }).click();
  await page.getByLabel('Name').fill('Ann Lee');
  await page.getByLabel('E-mail address').fill('ann@reader.example');
  await page.getByLabel('Password').fill('password');
  await page.getByRole('button', { name: 'Make an account' }).click();
  await expect(page.getByLabel('Password')).toBeFocused();
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/This is too short/u);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make an account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please look into your inbox');

  await page.goto(await linkInMail(page, { url, address: 'ann@reader.example', count: 1 }));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page.getByText('You are signed in as ann@reader.example.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();

  await page.goto(`${url}/account/?returnTo=/articles/a-note-on-the-paper/`);
  await expect(page).toHaveURL(`${url}/account/`);
  const link = page.getByRole('button', { name: 'Mail me a link' });
  await page.locator('form', { has: link }).getByLabel('E-mail address').fill('ann@reader.example');
  await link.click();
  await page.goto(await linkInMail(page, { url, address: 'ann@reader.example', count: 2 }));
  await expect(page.getByText('You are about to sign in as ann@reader.example.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${url}/articles/a-note-on-the-paper/`);

  await page.goto(`${url}/account/`);
  await page.getByRole('link', { name: 'Delete the account' }).click();
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account was deleted');
  await page.goto(`${url}/account/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await page.context().close();
});

/** What a page says is wrong with it: breaches of its policy, exceptions. Whoever goes on breaks off requests. */
function watchConsole(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}

/** The button wakes when it is seen. */
async function comeToPasskeys(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Passkeys' }).scrollIntoViewIfNeeded();
}

/** A device that somebody has unlocked. */
async function plugIn(cdp: CDPSession): Promise<string> {
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}

test('a reader adds a passkey, signs in with it, and removes it', async ({ page }) => {
  const complaints = watchConsole(page);
  const cdp = await page.context().newCDPSession(page);
  const device = await plugIn(cdp);
  await signInByLink(page, url, 'bea@reader.example');
  await comeToPasskeys(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByText(/^Added on/u)).toHaveCount(1);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();

  await page.goto(`${url}/account/?returnTo=/about/`);
  await comeToPasskeys(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL(`${url}/about/`);
  await page.goto(`${url}/account/`);
  await expect(page.getByText('You are signed in as bea@reader.example.')).toBeVisible();
  await page.getByRole('button', { name: /^Remove/u }).click();
  await expect(page.getByText('You have none yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  expect(complaints).toEqual([]);

  // The device has it still.
  await comeToPasskeys(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('status')).toHaveText(/That did not work/u);
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: device });
});

test('a device that nobody has unlocked signs nobody in', async ({ page }) => {
  const cdp = await page.context().newCDPSession(page);
  await plugIn(cdp);
  await signInByLink(page, url, 'dee@reader.example');
  await comeToPasskeys(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText(/^Added on/u)).toHaveCount(1);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');

  /** Asks as the button does, but may ask the device to ask nobody who holds it. */
  const signIn = (userVerification: 'discouraged' | 'required'): Promise<number> =>
    page.evaluate(async (wanted) => {
      const server = '/api/auth/passkey/';
      const asked = await fetch(`${server}generate-authenticate-options`);
      // Of the server under test.
      const options = (await asked.json()) as PublicKeyCredentialRequestOptionsJSON;
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
        ...options,
        userVerification: wanted,
      });
      const credential = await navigator.credentials.get({ publicKey });
      const answer = await fetch(`${server}verify-authentication`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ response: credential }),
      });
      return answer.status;
    }, userVerification);
  expect(await signIn('discouraged')).toBe(401);
  await page.goto(`${url}/account/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect(await signIn('required')).toBe(200);
  await page.goto(`${url}/account/`);
  await expect(page.getByText('You are signed in as dee@reader.example.')).toBeVisible();
});

test('what a passkey has signed is worth nothing in another browser', async ({ browser }) => {
  const [reader, mallory] = [await openBrowser(browser, true), await openBrowser(browser, true)];
  await plugIn(await reader.context().newCDPSession(reader));
  await plugIn(await mallory.context().newCDPSession(mallory));
  await signInByLink(reader, url, 'gus@reader.example');
  await comeToPasskeys(reader);
  await reader.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(reader.getByText(/^Added on/u)).toHaveCount(1);
  await reader.getByRole('button', { name: 'Sign out', exact: true }).click();

  // Their own device knows nobody.
  await mallory.goto(`${url}/account/`);
  await comeToPasskeys(mallory);
  await mallory.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(mallory.getByRole('status')).toHaveText(/That did not work/u);
  // They have begun themselves, and come by the reader's answer before it arrives.
  const replay = (body: string): Promise<number> =>
    mallory.evaluate(async (sent) => {
      const server = '/api/auth/passkey/';
      await fetch(`${server}generate-authenticate-options`);
      const headers = { 'Content-Type': 'application/json' };
      const request = { method: 'POST', headers, body: sent };
      return (await fetch(`${server}verify-authentication`, request)).status;
    }, body);
  const refusals = [400, 401];
  const stolen: string[] = [];
  await reader.route('**/api/auth/passkey/verify-authentication', async (route) => {
    const body = route.request().postData() ?? '';
    stolen.push(body);
    expect(refusals).toContain(await replay(body));
    await route.continue();
  });
  await reader.goto(`${url}/account/`);
  await comeToPasskeys(reader);
  await reader.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(reader.getByText('You are signed in as gus@reader.example.')).toBeVisible();
  expect(stolen).toHaveLength(1);
  expect(refusals).toContain(await replay(stolen[0] ?? ''));
  await mallory.goto(`${url}/account/`);
  await expect(mallory.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  for (const page of [reader, mallory]) await page.context().close();
});

test('pages of an account have no barriers', async ({ page }) => {
  const complaints = watchConsole(page);
  await signInByLink(page, url, 'cy@reader.example');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.goto('about:blank');
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: colorScheme === 'light' ? 360 : 1440, height: 900 });
    for (const path of ['', 'sign-in', 'sign-up', 'reset', 'delete']) {
      await page.goto(`${url}/account/${path}`);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(isTooWide, path).toBe(false);
    }
  }
  expect(complaints).toEqual([]);
});
