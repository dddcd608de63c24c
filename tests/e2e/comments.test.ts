import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { closeDatabase, openDatabase } from '#netlify/lib/database/open-database.ts';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { commentsOn, enter, seeComments } from '#tests/setup/comments-page.ts';
import { sampleOutput } from '#tests/setup/sites.ts';
import { watchForComplaints } from './sites.ts';

/*
 * Comments on the sample as `npm start` serves it: written, read by an editor, shown to others, changed
 * and deleted; with and without JavaScript.
 */

test.describe.configure({ mode: 'serial' });

const article = '/articles/a-note-on-the-paper/';
const comments = '/api/comments?article=en%2Fa-note-on-the-paper';
const moderation = '/account/moderation/';

let twin: Twin;

test.beforeAll(async () => {
  // What is signed here is read by functions, which are another copy of the same code.
  process.env['AUTH_SECRET'] ??= 'a secret of this test and of nothing else';
  process.env['EDITORS'] = 'editor@small.example';
  twin = await startTwin({
    root: process.cwd(),
    outDir: sampleOutput,
    port: 0,
    database: 'memory',
  });
});

test.afterAll(async () => {
  await closeDatabase();
  await twin.close();
});

interface Visitor {
  readonly name: string;
  readonly address: string;
}

const ann: Visitor = { name: 'Ann', address: 'ann@reader.example' };
const ben: Visitor = { name: 'Ben', address: 'ben@reader.example' };
const editor: Visitor = { name: 'Edda', address: 'editor@small.example' };

/** Opens a page in a browser of its own, signed in as somebody. */
async function open(
  browser: Browser,
  visitor: Visitor | null,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext(options);
  if (visitor) await enter(context, visitor, { database: openDatabase(), url: twin.url });
  return [context, await context.newPage()];
}

test('a first comment waits, an editor shows it, and others see it and reply', async ({
  browser,
}) => {
  const [annContext, annPage] = await open(browser, ann);
  const afterwards = watchForComplaints(annPage);
  await seeComments(annPage, twin.url + article);
  await expect(commentsOn(annPage)).toContainText('Nobody has written anything yet.');
  await commentsOn(annPage)
    .getByRole('textbox', { name: 'Your comment' })
    .fill('Fine *paper*, <b>really</b>');
  await commentsOn(annPage).getByRole('button', { name: 'Send' }).click();
  await expect(commentsOn(annPage).getByRole('status')).toContainText('read by an editor');
  await expect(commentsOn(annPage).getByText('Only you see this')).toBeVisible();
  await expect(commentsOn(annPage).locator('em')).toHaveText('paper');
  await expect(commentsOn(annPage).getByRole('article')).toBeFocused();

  const [strangerContext, stranger] = await open(browser, null);
  await seeComments(stranger, twin.url + article);
  await expect(commentsOn(stranger).getByRole('article')).toHaveCount(0);
  await expect(commentsOn(stranger).getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    `/account/?returnTo=${encodeURIComponent(article)}`,
  );

  const [editorContext, editorPage] = await open(browser, editor);
  await editorPage.goto(twin.url + moderation);
  await expect(editorPage.getByRole('article')).toContainText('Fine paper, <b>really</b>');
  await editorPage.getByRole('button', { name: 'Show it', exact: true }).click();
  await expect(editorPage.getByRole('status')).toHaveText('It is shown now.');
  await expect(editorPage.getByRole('article')).toHaveCount(0);

  await seeComments(stranger, twin.url + article);
  await expect(commentsOn(stranger).getByRole('article')).toContainText('Ann');

  await seeComments(editorPage, twin.url + article);
  await commentsOn(editorPage).getByRole('button', { name: 'Reply' }).click();
  const reply = commentsOn(editorPage).getByRole('textbox', { name: 'Your reply to Ann' });
  await expect(reply).toBeFocused();
  await reply.fill('Thank you');
  await commentsOn(editorPage).getByRole('button', { name: 'Send' }).first().click();
  await expect(commentsOn(editorPage).locator('.replies')).toContainText('Thank you');
  afterwards();
  await Promise.all([annContext, strangerContext, editorContext].map((one) => one.close()));
});

test('a comment is changed, reported and deleted', async ({ browser }) => {
  const [context, page] = await open(browser, ann);
  await seeComments(page, twin.url + article);
  await commentsOn(page).getByRole('textbox', { name: 'Your comment' }).fill('Secnod');
  await commentsOn(page).getByRole('button', { name: 'Send' }).click();
  const own = commentsOn(page).getByRole('article').filter({ hasText: 'Secnod' });
  await own.getByRole('button', { name: 'Edit' }).click();
  await own.getByRole('textbox').fill('Second');
  await own.getByRole('button', { name: 'Save' }).click();
  const second = commentsOn(page).getByRole('article').filter({ hasText: 'Second' });
  await expect(second).toContainText('edited');

  const [benContext, benPage] = await open(browser, ben);
  await seeComments(benPage, twin.url + article);
  const others = commentsOn(benPage).getByRole('article').filter({ hasText: 'Second' });
  await others.getByRole('button', { name: 'Report' }).click();
  await others.getByRole('button', { name: 'Report' }).click();
  await expect(commentsOn(benPage).getByRole('status')).toContainText(
    'The editors will look at it.',
  );

  await second.getByRole('button', { name: 'Delete' }).click();
  await second.getByRole('button', { name: 'Delete' }).click();
  await expect(commentsOn(page).getByRole('status')).toContainText('Your comment was deleted.');
  await expect(second).toHaveCount(0);
  await Promise.all([context, benContext].map((one) => one.close()));
});

test('without JavaScript: the link, the form, one’s own comments', async ({ browser }) => {
  const [context, page] = await open(browser, ben, { javaScriptEnabled: false });
  await page.goto(twin.url + article);
  await page.getByRole('link', { name: 'Read and write comments' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Comments on');
  await expect(page.getByRole('article')).toHaveCount(2);
  const box = page.getByRole('textbox', { name: 'Your comment' });
  await box.fill('\u200B');
  await page.getByRole('button', { name: 'Send' }).last().click();
  await expect(box).toHaveAccessibleDescription(/Please write something first/u);
  await box.fill('From\n\nBen');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('status')).toContainText('read by an editor');
  await page.getByText('Edit', { exact: true }).click();
  const again = page.getByRole('textbox', { name: 'Your comment' });
  await expect(again).toHaveValue('From\n\nBen');
  await again.fill('From Ben');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('article')).toContainText('From Ben');
  await page.locator('summary', { hasText: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('You have written nothing under this article.')).toBeVisible();
  await context.close();
});

test('without JavaScript, strangers keep what they wrote and are told where to sign in', async ({
  browser,
}) => {
  const [context, page] = await open(browser, null, { javaScriptEnabled: false });
  await page.goto(twin.url + comments);
  await page.getByRole('textbox', { name: 'Your comment' }).fill('Kept');
  await page.getByRole('button', { name: 'Send' }).last().click();
  await expect(page.getByRole('textbox', { name: 'Your comment' })).toHaveValue('Kept');
  await expect(page.getByRole('link', { name: 'Sign in to write a comment' })).toBeVisible();
  await context.close();
});

test('who is no editor sees no moderation page', async ({ browser }) => {
  for (const visitor of [null, ann]) {
    const [context, page] = await open(browser, visitor);
    const answer = await page.goto(twin.url + moderation);
    expect(answer?.status()).toBe(404);
    await context.close();
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`everybody can use it in the ${colorScheme} scheme`, async ({ browser }) => {
    const [context, page] = await open(browser, editor, { colorScheme });
    const [benContext, benPage] = await open(browser, ben);
    await seeComments(benPage, twin.url + article);
    await commentsOn(benPage)
      .getByRole('textbox', { name: 'Your comment' })
      .fill(`> a\n\n\`${colorScheme}\``);
    await commentsOn(benPage).getByRole('button', { name: 'Send' }).click();
    await expect(commentsOn(benPage).getByRole('status')).toContainText('read by an editor');
    await benContext.close();
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    };
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await seeComments(page, twin.url + article);
      await check();
      await commentsOn(page).getByRole('button', { name: 'Reply' }).first().click();
      await check();
      await page.goto(twin.url + comments);
      await page.getByText('Reply', { exact: true }).first().click();
      await check();
      await page.goto(`${twin.url}/api/comments/mine?article=en%2Fa-note-on-the-paper`);
      await check();
      await page.goto(twin.url + moderation);
      await check();
    }
    await context.close();
  });
}

for (const [what, height] of [
  ['a window', 900],
  ['a window in which the footer is in sight at once', 3000],
] as const) {
  test(`nothing moves when comments come, in ${what}`, async ({ browser }) => {
    const [context, page] = await open(browser, null, { viewport: { width: 1000, height } });
    await page.addInitScript(() => {
      Object.assign(globalThis, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          // What the type for all entries does not know.
          const { value, hadRecentInput } = entry as unknown as {
            value: number;
            hadRecentInput: boolean;
          };
          if (!hadRecentInput)
            Object.assign(globalThis, { shift: Reflect.get(globalThis, 'shift') + value });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await seeComments(page, twin.url + article);
    await expect(commentsOn(page).getByRole('article').first()).toBeVisible();
    await page.mouse.wheel(0, 5000);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(await page.evaluate(() => Reflect.get(globalThis, 'shift') as number)).toBe(0);
    await context.close();
  });
}

test('no script runs before the section is in sight', async ({ browser }) => {
  const [context, page] = await open(browser, null, { viewport: { width: 1000, height: 700 } });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(twin.url + article, { waitUntil: 'networkidle' });
  expect(asked.filter((path) => /\.js$|^\/api\//u.test(path))).toEqual([]);
  await seeComments(page, twin.url + article);
  expect(asked).toContain('/api/comments');
  await context.close();
});
