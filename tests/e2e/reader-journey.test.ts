import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { sampleOutput } from '#tests/setup/sites.ts';
import { mailedLink } from './inbox.ts';

/*
 * The whole way of a reader, against what `npm start` serves: an account, a members' article, a comment
 * that an editor lets through, and leaving. An editor and somebody who interferes have browsers of their
 * own; nobody is signed in but by what pages offer.
 */

test.describe.configure({ mode: 'serial' });

const article = '/articles/what-only-members-read/';
const key = 'en/what-only-members-read';
/** The text begins so; it is nowhere on the page for everybody. */
const text = 'You are reading this because a program looked at your session';
const password = 'seven boats under a bridge';
const remark = 'The third paragraph is the best one';

// Servers of one machine may share an inbox on disk.
const ann = `ann-${randomUUID()}@reader.example`;
const editor = `edda-${randomUUID()}@paper.example`;
const mallory = `mallory-${randomUUID()}@elsewhere.example`;

let twin: Twin;
let editorsBefore: string | undefined;
/** Their browsers, kept from step to step. */
let reader: Page;
let editing: Page;
let meddling: Page;
let confirmation: string;
let commentId: string;

test.beforeAll(async ({ browser }) => {
  editorsBefore = process.env['EDITORS'];
  process.env['EDITORS'] = editor;
  twin = await startTwin({
    root: process.cwd(),
    outDir: sampleOutput,
    port: 0,
    database: 'memory',
  });
  [reader, editing, meddling] = await Promise.all([
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
  ]);
});

test.afterAll(async () => {
  await Promise.all([reader, editing, meddling].map((page) => page.context().close()));
  await twin.close();
  if (editorsBefore === undefined) delete process.env['EDITORS'];
  else process.env['EDITORS'] = editorsBefore;
});

async function openBrowser(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });
const section = (page: Page): Locator => page.locator('section.comments');

/** Signs somebody in by a mailed link, which makes an account, and names them. */
async function enter(page: Page, address: string, name: string): Promise<void> {
  await page.goto(`${twin.url}/account/`);
  const button = page.getByRole('button', { name: 'Mail me a link' });
  await page.locator('form', { has: button }).getByRole('textbox').fill(address);
  await button.click();
  await expect(heading(page)).toHaveText('Please look into your inbox');
  const browser = page.context().browser();
  if (browser === null) throw new Error('There is no browser.');
  await page.goto(await mailedLink(browser, twin.url, { address }));
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

/** Goes to the comments of the article, and waits until they are there. */
async function seeComments(page: Page): Promise<void> {
  await page.goto(twin.url + article);
  await section(page).scrollIntoViewIfNeeded();
  const shown = section(page).locator('.thread');
  const show = page.getByRole('button', { name: /Show comments/u });
  await expect(show.or(shown)).toBeAttached();
  if (await show.isVisible()) await show.click();
  await expect(shown).toBeAttached();
}

/** Sends what a page of the site could send, as somebody's own scripts in their own browser would. */
function send(page: Page, path: string, fields: Readonly<Record<string, string>>): Promise<number> {
  return page.evaluate(
    async ([address, body]) => {
      const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(body) });
      return answer.status;
    },
    [path, fields] as const,
  );
}

/** Asks for a file as a stranger's browser does, and answers status and text. */
async function askAs(page: Page, path: string): Promise<readonly [number, string]> {
  const answer = await page.request.get(twin.url + path, { maxRedirects: 0 });
  return [answer.status(), await answer.text()];
}

/** All that somebody may try with another's comment. */
async function meddle(page: Page): Promise<void> {
  const theirs = { article: key, id: commentId };
  expect(await send(page, '/api/comments', { ...theirs, do: 'edit', body: 'Buy this' })).toBe(404);
  expect(await send(page, '/api/comments', { ...theirs, do: 'delete' })).toBe(404);
  const elsewhere = { ...theirs, article: 'en/a-note-on-the-paper' };
  expect(await send(page, '/api/comments', { ...elsewhere, do: 'report' })).toBe(404);
  for (const verdict of ['shown', 'rejected']) {
    const decision = { id: commentId, verdict, seen: remark };
    expect(await send(page, '/account/moderation/', decision)).toBe(404);
  }
  expect((await askAs(page, '/account/moderation/'))[0]).toBe(404);
}

test('a stranger is invited, and makes an account', async ({ browser }) => {
  await reader.goto(twin.url + article);
  await expect(reader.getByRole('heading', { name: 'For members' })).toBeVisible();
  await expect(reader.getByText(text)).toHaveCount(0);
  await expect(section(reader)).toHaveCount(0);
  await reader.getByRole('link', { name: 'Sign in to read on' }).click();
  await reader.getByRole('link', { name: 'Make an account' }).click();
  await reader.getByLabel('Name').fill('Ann Lee');
  await reader.getByLabel('E-mail address').fill(ann);
  await reader.getByLabel('Password').fill(password);
  await reader.getByRole('button', { name: 'Make an account' }).click();
  await expect(heading(reader)).toHaveText('Please look into your inbox');
  confirmation = await mailedLink(browser, twin.url, { address: ann });
});

/** Follows a mail that was meant for somebody else, and guesses her password. */
async function followTheirs(page: Page): Promise<void> {
  await page.goto(confirmation);
  await page.getByLabel('Password').fill('eight boats under a bridge');
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page.getByText('This is not the password.')).toBeVisible();
  await page.goto(`${twin.url}/account/`);
  await expect(heading(page)).toHaveText('Sign in');
}

test('whoever has got hold of her mail gets nowhere without the password', async () => {
  await followTheirs(meddling);
});

test('she confirms, and is led to the text; the link still opens nothing to others', async () => {
  await reader.goto(confirmation);
  await reader.getByLabel('Password').fill(password);
  await reader.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(reader).toHaveURL(twin.url + article);
  await expect(reader.getByText(text)).toBeVisible();

  await followTheirs(meddling);
  await meddling.goto(twin.url + article);
  await expect(meddling.getByText(text)).toHaveCount(0);
});

test('she comments; nobody else reads it yet', async () => {
  await seeComments(reader);
  await section(reader).getByRole('textbox', { name: 'Your comment' }).fill(remark);
  await section(reader).getByRole('button', { name: 'Send' }).click();
  await expect(section(reader).getByRole('status')).toContainText('read by an editor');
  await expect(section(reader).getByText('Only you see this')).toBeVisible();
  const id = await section(reader).getByRole('article').getAttribute('id');
  commentId = id?.replace(/^c-/u, '') ?? '';
  expect(commentId).toMatch(/^[\da-f-]{36}$/u);

  const address = `/api/comments?article=${encodeURIComponent(key)}&format=json`;
  const [status, said] = await askAs(meddling, address);
  expect([status, said.includes(remark)]).toEqual([401, false]);
  await enter(meddling, mallory, 'Mallory');
  await seeComments(meddling);
  await expect(section(meddling).getByRole('article')).toHaveCount(0);
  await meddle(meddling);
  const reply = { article: key, parent: commentId, body: 'x' };
  expect(await send(meddling, '/api/comments', reply)).toBe(422);
});

test('an editor finds it by her account, and shows it', async () => {
  await enter(editing, editor, 'Edda');
  await expect(editing.getByText('You are one of the editors of')).toBeVisible();
  await editing.getByRole('link', { name: 'Comments to look at' }).click();
  await expect(editing.getByRole('article')).toContainText(remark);
  await editing.getByRole('button', { name: 'Show it', exact: true }).click();
  await expect(editing.getByRole('status')).toHaveText('It is shown now.');

  await seeComments(meddling);
  await expect(section(meddling).getByRole('article')).toContainText('Ann Lee');
  await meddle(meddling);
  await seeComments(reader);
  await expect(section(reader).getByRole('article')).toContainText(remark);
  await expect(section(reader).getByText('Only you see this')).toHaveCount(0);
});

test('no id of the page is there twice, whatever has been opened', async () => {
  await section(reader).getByRole('button', { name: 'Reply' }).first().click();
  const twice = await reader.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  expect(twice).toEqual([]);
});

test('her copy of what is kept has the comment, and nothing of others', async () => {
  await reader.goto(`${twin.url}/account/`);
  await expect(reader.getByRole('link', { name: 'Comments to look at' })).toHaveCount(0);
  const [download] = await Promise.all([
    reader.waitForEvent('download'),
    reader.getByRole('button', { name: 'Download a copy' }).click(),
  ]);
  const copy = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(copy)).toMatchObject({
    person: { name: 'Ann Lee', email: ann },
    comments: [{ article: key, body: remark, state: 'shown' }],
  });
  expect(copy).not.toContain('Mallory');
});

test('she signs out everywhere, and going back shows nothing of hers', async ({ browser }) => {
  const second = await openBrowser(browser);
  await second.goto(`${twin.url}/account/`);
  const form = second.locator('form', { has: second.getByLabel('Password') });
  await form.getByLabel('E-mail address').fill(ann);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in', exact: true }).click();
  await second.goto(twin.url + article);
  await expect(second.getByText(text)).toBeVisible();

  await reader.goto(`${twin.url}/account/`);
  await expect(reader.getByText(ann)).toBeVisible();
  await reader.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
  await expect(heading(reader)).toHaveText('Sign in');

  await second.reload();
  await expect(second.getByRole('heading', { name: 'For members' })).toBeVisible();
  await expect(second.getByText(text)).toHaveCount(0);
  await second.context().close();

  const seen: string[] = [];
  for (let steps = 0; steps < 30; steps += 1) {
    await reader.goBack().catch(() => null);
    if (!reader.url().startsWith(twin.url)) break;
    seen.push(new URL(reader.url()).pathname);
    for (const hers of [text, remark, ann, 'Ann Lee']) {
      await expect(reader.getByText(hers)).toHaveCount(0);
    }
  }
  expect(seen).toContain(article);
  expect(seen).toContain('/account/');
  await reader.goto(twin.url + article);
  const hers = { article: key, do: 'delete', id: commentId };
  expect(await send(reader, '/api/comments', hers)).toBe(401);
});

test('she deletes her account, and her words go with it', async () => {
  await reader.goto(`${twin.url}/account/`);
  const form = reader.locator('form', { has: reader.getByLabel('Password') });
  await form.getByLabel('E-mail address').fill(ann);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in', exact: true }).click();
  await reader.getByRole('link', { name: 'Delete the account' }).click();
  await reader.getByRole('button', { name: 'Delete it for good' }).click();
  await expect(heading(reader)).toHaveText('Your account was deleted');

  const address = `/api/comments?article=${encodeURIComponent(key)}&format=json`;
  const [status, said] = await askAs(meddling, address);
  expect(status).toBe(200);
  expect(said).not.toContain(remark);
  expect(said).not.toContain('Ann Lee');
});
