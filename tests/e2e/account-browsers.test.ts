import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { browserArguments, requireBrowser } from '#src/tools/browser/find-browser.ts';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { accountOf, gitHubClient, startGitHub, type GitHub } from '#tests/mocks/github.ts';
import { linkInMail, openBrowser, signUp } from '#tests/setup/account-visitor.ts';
import { sampleOutput } from '#tests/setup/sites.ts';

/*
 * One person at two browsers, and two people where the second meddles with what the first has begun:
 * against what `npm start` serves and a GitHub of our own, with JavaScript and without. Inboxes are
 * shared by test files, so that each has readers of its own.
 */

test.describe.configure({ mode: 'serial' });

const password = 'seven boats under a bridge';
let twin: Twin;
let gitHub: GitHub;
let url: string;
let settings: Readonly<Record<string, string>>;
/** Keeps pages as they were left, as people’s browsers do; Playwright switches that off. */
let keepingBrowser: Browser;

test.beforeAll(async () => {
  gitHub = await startGitHub();
  settings = {
    GITHUB_CLIENT_ID: gitHubClient.id,
    GITHUB_CLIENT_SECRET: gitHubClient.secret,
    GITHUB_BASE_URL: gitHub.url,
  };
  Object.assign(process.env, settings);
  twin = await startTwin({ root: process.cwd(), outDir: sampleOutput, port: 0 });
  url = `http://localhost:${new URL(twin.url).port}`;
  keepingBrowser = await chromium.launch({
    executablePath: requireBrowser(console.log),
    args: [...browserArguments],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
});

test.afterAll(async () => {
  await keepingBrowser.close();
  await twin.close();
  await gitHub.stop();
  for (const name of Object.keys(settings)) delete process.env[name];
});

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const signedInAs = (page: Page, address: string) =>
  page.getByText(`You are signed in as ${address}.`);

async function signInWithPassword(page: Page, address: string): Promise<void> {
  await page.goto(`${url}/account/`);
  const form = page.locator('form', { has: page.getByLabel('Password') });
  await form.getByLabel('E-mail address').fill(address);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

for (const hasScript of [false, true]) {
  const way = hasScript ? 'with JavaScript' : 'without JavaScript';
  const address = hasScript ? 'eve@reader.example' : 'fay@reader.example';

  test(`who signs out everywhere is out in a second browser, and so is its back button, ${way}`, async ({
    browser,
  }) => {
    // Without a script nothing can be done about a page that was kept.
    const kind = hasScript ? keepingBrowser : browser;
    const [first, second] = [
      await openBrowser(kind, hasScript),
      await openBrowser(kind, hasScript),
    ];
    const link = await signUp(first, { url, address, password });
    // Somebody else has the link, and not the password.
    await second.goto(link);
    await second.getByLabel('Password').fill('not the password at all');
    await second.getByRole('button', { name: 'Confirm and sign in' }).click();
    await expect(second.getByLabel('Password')).toHaveAccessibleDescription(/not the password/u);
    await first.goto(link);
    await first.getByLabel('Password').fill(password);
    await first.getByRole('button', { name: 'Confirm and sign in' }).click();
    await expect(signedInAs(first, address)).toBeVisible();

    await signInWithPassword(second, address);
    await expect(signedInAs(second, address)).toBeVisible();
    await second.goto(`${url}/about/`);
    await first.reload();
    await expect(first.getByRole('button', { name: /^Sign out there/u })).toHaveCount(1);
    await first.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
    await expect(title(first)).toHaveText('Sign in');

    await second.goBack({ waitUntil: 'commit' });
    await expect(title(second)).toHaveText('Sign in');
    await expect(second.getByText(address)).toHaveCount(0);
    await first.goBack({ waitUntil: 'commit' });
    await expect(title(first)).toHaveText('Sign in');
    await expect(first.getByText(address)).toHaveCount(0);
    for (const page of [first, second]) await page.context().close();
  });

  test(`who signs out leaves nothing behind the back button, ${way}`, async () => {
    const page = await openBrowser(keepingBrowser, hasScript);
    await signInWithPassword(page, address);
    await expect(signedInAs(page, address)).toBeVisible();
    await page.goto(`${url}/about/`);
    await page.goto(`${url}/account/`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(title(page)).toHaveText('Sign in');
    for (let step = 0; step < 4; step += 1) {
      await page.goBack({ waitUntil: 'commit' });
      await expect(page.getByText(address)).toHaveCount(0);
    }
    await page.context().close();
  });

  test(`a reader signs in with GitHub, and nobody else does by their way back, ${way}`, async ({
    browser,
  }) => {
    const id = hasScript ? 7 : 8;
    const own = `git-${id}@reader.example`;
    gitHub.account = accountOf(own, id);
    const [reader, mallory] = [
      await openBrowser(browser, hasScript),
      await openBrowser(browser, hasScript),
    ];
    const back = await holdAtGitHub(reader);
    await mallory.goto(back);
    await expect(mallory.getByRole('alert')).toHaveText(/began in another browser/u);
    await expect(title(mallory)).toHaveText('Sign in');
    // With a way of their own they get nowhere by the reader's state either.
    gitHub.account = accountOf('mallory@reader.example', 666 + id);
    const theirs = await holdAtGitHub(mallory);
    const swapped = new URL(theirs);
    swapped.searchParams.set('state', new URL(back).searchParams.get('state') ?? '');
    await mallory.goto(swapped.href);
    await expect(mallory.getByRole('alert')).toHaveText(/began in another browser/u);
    // Nor is the reader signed in as Mallory by the link that Mallory sends.
    await reader.goto(theirs);
    await expect(reader.getByRole('alert')).toHaveText(/began in another browser/u);
    await expect(title(reader)).toHaveText('Sign in');

    await reader.goto(back);
    await expect(signedInAs(reader, own)).toBeVisible();
    await expect(reader).toHaveURL(`${url}/account/`);
    await expect(reader.getByText('GitHub is connected.')).toBeVisible();
    await reader.goto(back);
    await expect(reader.getByRole('alert')).toHaveText(/was used already/u);
    // And by the whole way, as people go it.
    gitHub.account = accountOf(own, id);
    await reader.goto(`${url}/account/`);
    await reader.getByRole('button', { name: 'Sign out', exact: true }).click();
    await reader.goto(`${url}/account/?returnTo=/about/`);
    await reader.unroute('**/login/oauth/authorize**');
    await reader.getByRole('button', { name: 'Continue with GitHub' }).click();
    await expect(reader).toHaveURL(`${url}/about/`);
    for (const page of [reader, mallory]) await page.context().close();
  });
}

/** Goes to GitHub and agrees there; answers the address that GitHub sends back to, before it is followed. */
async function holdAtGitHub(page: Page): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  await page.unroute('**/login/oauth/authorize**');
  await page.route('**/login/oauth/authorize**', async (route) => {
    const answer = await fetch(route.request().url(), { redirect: 'manual' });
    resolve(answer.headers.get('location') ?? '');
    await route.fulfill({ contentType: 'text/html', body: '<title>GitHub</title>' });
  });
  await page.goto(`${url}/account/`);
  await page.getByRole('button', { name: 'Continue with GitHub' }).click();
  await expect(page).toHaveTitle('GitHub');
  return promise;
}

test('a link that was used is no longer good in any browser', async ({ browser }) => {
  const [reader, mallory] = [await openBrowser(browser, false), await openBrowser(browser, false)];
  await reader.goto(`${url}/account/reset`);
  await reader.getByLabel('E-mail address').fill('eve@reader.example');
  await reader.getByRole('button', { name: 'Mail me a link' }).click();
  const link = await linkInMail(reader, { url, address: 'eve@reader.example', count: 2 });
  await reader.goto(link);
  await mallory.goto(link);
  await reader.getByLabel('New password').fill('eight ferries, one gull');
  await reader.getByRole('button', { name: 'Save' }).click();
  await expect(reader.getByText('Your password was changed.')).toBeVisible();
  await mallory.getByLabel('New password').fill('planted by mallory');
  await mallory.getByRole('button', { name: 'Save' }).click();
  await expect(title(mallory)).toHaveText('This link is no longer good');
  for (const page of [reader, mallory]) await page.context().close();
});
