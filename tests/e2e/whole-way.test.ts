import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { closeDatabase, openDatabase } from '#netlify/lib/database/open-database.ts';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { openBrowser, signUp } from '#tests/setup/account-visitor.ts';
import { commentsOn, enter, seeComments } from '#tests/setup/comments-page.ts';
import { sampleOutput } from '#tests/setup/sites.ts';

/*
 * The whole way of one reader in one browser, from the form to the back button, while somebody in
 * another browser tries to come along at every step.
 */

const password = 'seven boats under a bridge';
const membersText = 'You are reading this because a program looked at your session';
const membersArticle = '/articles/what-only-members-read/';
const commented = '/articles/a-note-on-the-paper/';
const editor = { name: 'Edda', address: 'editor@small.example' };

let twin: Twin;
let url: string;

test.beforeAll(async () => {
  process.env['AUTH_SECRET'] ??= 'a secret of this test and of nothing else';
  process.env['EDITORS'] = editor.address;
  twin = await startTwin({
    root: process.cwd(),
    outDir: sampleOutput,
    port: 0,
    database: 'memory',
  });
  url = `http://localhost:${new URL(twin.url).port}`;
});

test.afterAll(async () => {
  await closeDatabase();
  await twin.close();
});

test('a reader goes the whole way, and nobody comes along', async ({ browser }) => {
  test.setTimeout(120_000);
  const address = `${randomUUID()}@reader.example`;
  const words = `A word of ${randomUUID()}`;
  const [reader, mallory, edda] = [
    await openBrowser(browser, true),
    await openBrowser(browser, true),
    await openBrowser(browser, true),
  ];

  const link = await signUp(reader, { url, address, password });
  // The link alone opens nothing.
  await mallory.goto(link);
  await mallory.getByLabel('Password').fill('not the password at all');
  await mallory.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(mallory.getByLabel('Password')).toHaveAccessibleDescription(/not the password/u);
  await reader.goto(link);
  await reader.getByLabel('Password').fill(password);
  await reader.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(reader.getByText(`You are signed in as ${address}.`)).toBeVisible();

  await reader.goto(url + membersArticle);
  await expect(reader.getByText(membersText)).toBeVisible();
  for (const path of [membersArticle, `${membersArticle}members/`]) {
    await mallory.goto(url + path);
    await expect(mallory.getByText(membersText)).toHaveCount(0);
  }

  await seeComments(reader, url + commented);
  await commentsOn(reader).getByRole('textbox', { name: 'Your comment' }).fill(words);
  await commentsOn(reader).getByRole('button', { name: 'Send' }).click();
  await expect(commentsOn(reader).getByRole('status')).toContainText('read by an editor');
  // What waits is nobody else's to see, and nobody else decides on it.
  await seeComments(mallory, url + commented);
  await expect(commentsOn(mallory).getByText(words)).toHaveCount(0);
  await mallory.goto(`${url}/account/moderation/`);
  await expect(mallory.getByRole('button', { name: 'Show it', exact: true })).toHaveCount(0);
  await expect(mallory.getByText(words)).toHaveCount(0);

  await enter(edda.context(), editor, { database: openDatabase(), url });
  await edda.goto(`${url}/account/moderation/`);
  await expect(edda.getByRole('article')).toContainText(words);
  await edda.getByRole('button', { name: 'Show it', exact: true }).click();
  await expect(edda.getByRole('status')).toHaveText('It is shown now.');
  for (const page of [reader, mallory]) {
    await seeComments(page, url + commented);
    await expect(commentsOn(page).getByText(words)).toBeVisible();
  }

  await reader.goto(url + membersArticle);
  await expect(reader.getByText(membersText)).toBeVisible();
  await reader.goto(`${url}/account/`);
  await reader.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  let steps = 0;
  for (; steps < 8; steps += 1) {
    await reader.goBack({ waitUntil: 'commit' }).catch(() => null);
    if (!reader.url().startsWith(url)) break;
    await expect(reader.getByText(membersText)).toHaveCount(0);
    await expect(reader.getByText(address)).toHaveCount(0);
  }
  expect(steps).toBeGreaterThan(3);
  for (const page of [reader, mallory, edda]) await page.context().close();
});
