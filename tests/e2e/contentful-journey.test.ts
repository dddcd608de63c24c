import { expect, test, type Page } from '@playwright/test';
import { watchForComplaints } from './sites.ts';
import { openBrowser, signUp } from '#tests/setup/account-visitor.ts';
import {
  makeContentfulProject,
  startContentfulSite,
  type ContentfulSite,
} from '#tests/setup/contentful-site.ts';
import type { Project } from '#src/tools/project-copy.ts';

/*
 * From an author's desk to readers, against `npm start -- --contentful`: what is published is read
 * within seconds and without a build, what is changed is changed, what is taken back is gone; editors
 * see drafts and readers do not; and the site outlives the space.
 */

test.describe.configure({ mode: 'serial' });

const editor = { address: 'editor@quay.example', password: 'a lantern on every mast' };
const draft = '/articles/the-gull-count/';
const soon = { timeout: 15_000 };

let project: Project;
let site: ContentfulSite;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  project = await makeContentfulProject();
  site = await startContentfulSite(project, {
    EDITORS: editor.address,
    MAIL_FROM: 'The Quay <post@quay.example>',
  });
});

test.afterAll(async () => {
  await site.stop();
  await project.remove();
});

/** Does something with an entry at the desk. */
async function atDesk(page: Page, title: string, act: string, fields: Record<string, string> = {}) {
  await page.goto(`${site.desk}/`);
  await page.getByRole('link', { name: title }).click();
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text);
  await page.getByRole('button', { name: act, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Entries' })).toBeVisible();
}

/** Reads a page again until it says something, as a reader would who was told of it. */
async function readUntil(page: Page, path: string, text: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(site.url + path);
      return page.getByRole('main').innerText();
    }, soon)
    .toContain(text);
}

async function statusOf(page: Page, path: string): Promise<number> {
  return (await page.request.get(site.url + path)).status();
}

test('both sources stand in the same lists, feeds, search and related articles', async ({
  page,
}) => {
  await page.goto(site.url);
  for (const title of ['The first ferry of the year', 'A file beside the entries']) {
    await expect(page.getByRole('link', { name: title }).first()).toBeVisible();
  }
  for (const path of [
    '/topics/harbour/',
    '/archive/2026/',
    '/feed.json',
    '/rss.xml',
    '/sitemap-index.xml',
    '/llms.txt',
  ]) {
    const answer = await page.request.get(site.url + path);
    expect(answer.status(), path).toBe(200);
    if (path.startsWith('/sitemap')) continue;
    const text = await answer.text();
    expect(text, path).toContain('The first ferry of the year');
    expect(text, path).toContain('A file beside the entries');
  }
  await page.goto(`${site.url}/articles/a-file-beside-the-entries/`);
  const related = page.getByRole('complementary', { name: 'Related' });
  await expect(related.getByRole('link', { name: 'An anchor that nobody lost' })).toBeVisible();
  await page.goto(`${site.url}/search/?q=anchor`);
  for (const title of ['An anchor that nobody lost', 'A file beside the entries']) {
    await expect(page.getByRole('main').getByRole('link', { name: title })).toBeVisible();
  }
  await page.goto(`${site.url}/de/articles/the-first-ferry-of-the-year/`);
  await expect(page.getByRole('heading', { name: 'Die erste Fähre des Jahres' })).toBeVisible();
});

test('a draft is seen by an editor, and refused to a reader', async ({ browser }) => {
  test.setTimeout(90_000);
  const [edda, reader] = [await openBrowser(browser, true), await openBrowser(browser, false)];
  await reader.goto(`${site.url}/preview${draft}`);
  await expect(reader).toHaveURL(/\/account\//u);
  await expect(reader.getByText('Nobody is finished')).toHaveCount(0);
  for (const path of [draft, `${draft}draft/`, `${draft}fresh/`]) {
    expect(await statusOf(reader, path), path).toBe(404);
  }
  const link = await signUp(edda, { url: site.url, ...editor });
  await edda.goto(link);
  await edda.getByLabel('Password').fill(editor.password);
  await edda.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(edda.getByText(`You are signed in as ${editor.address}.`)).toBeVisible();
  const answer = await edda.goto(`${site.url}/preview${draft}`);
  await expect(edda.getByText('Preview: as it is in Contentful now.')).toBeVisible();
  await expect(edda.getByText('Nobody is finished with the counting yet.')).toBeVisible();
  const headers = answer?.headers() ?? {};
  expect(headers['cache-control']).toBe('private, no-store');
  expect(headers['x-robots-tag']).toBe('noindex');
  expect(headers['content-security-policy']).toContain('https://app.contentful.com');
  await expect(edda.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await edda.context().close();
  await reader.context().close();
});

test('what is published is read within seconds, changed, and gone, without a build', async ({
  page,
}) => {
  test.setTimeout(120_000);
  expect(await statusOf(page, draft)).toBe(404);
  await atDesk(page, 'The gull count', 'Publish');
  await readUntil(page, draft, 'Nobody is finished with the counting yet.');
  await expect(page.getByRole('heading', { name: 'The gull count' })).toBeVisible();
  const kept = await page.request.get(site.url + draft);
  expect(kept.headers()['cache-status']).toContain('hit');
  expect(await (await page.request.get(`${site.url}/articles/the-gull-count.md`)).text()).toContain(
    '# The gull count',
  );

  await atDesk(page, 'The gull count', 'Publish', {
    body: 'Four thousand and twelve. Of this year.',
  });
  await readUntil(page, draft, 'Four thousand and twelve.');

  await atDesk(page, 'The gull count', 'Unpublish');
  await expect.poll(() => statusOf(page, draft), soon).toBe(404);
  await page.goto(site.url + draft);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('what the build made is changed, renamed and taken back, too', async ({ page }) => {
  test.setTimeout(120_000);
  const built = '/articles/an-anchor-that-nobody-lost/';
  await page.goto(site.url + built);
  await expect(page.getByText('three Fridays ago')).toBeVisible();
  await atDesk(page, 'An anchor that nobody lost', 'Publish', {
    body: 'A ship has come for it after all.',
  });
  await readUntil(page, built, 'A ship has come for it after all.');
  // It is still the page that the build made the frame of: pictures, lists and links around it.
  await expect(page.getByRole('complementary', { name: 'Related' })).toBeVisible();

  await atDesk(page, 'An anchor that nobody lost', 'Publish', { slug: 'an-anchor-found' });
  await expect
    .poll(async () => {
      await page.goto(site.url + built);
      return new URL(page.url()).pathname;
    }, soon)
    .toBe('/articles/an-anchor-found/');
  const related = page.getByRole('complementary', { name: 'Related' });
  await expect(related.getByText('An anchor that nobody lost')).toHaveCount(0);
  await atDesk(page, 'An anchor that nobody lost', 'Unpublish');
  await expect.poll(() => statusOf(page, built), soon).toBe(404);
});

test('what an author is called by is changed on what they wrote', async ({ page }) => {
  await page.goto(`${site.url}/articles/a-night-behind-the-storm-wall/`);
  await expect(page.getByRole('main').getByText('Mira Holm').first()).toBeVisible();
  await atDesk(page, 'Mira Holm', 'Publish', { name: 'Mira Holm-Sand' });
  await readUntil(page, '/articles/a-night-behind-the-storm-wall/', 'Mira Holm-Sand');
});

test('what is hostile in an entry is words on the page', async ({ page }) => {
  const hostile = '</title><script>window.hacked = 1</script><img src=x onerror=window.hacked=1>';
  await atDesk(page, 'An anchor that nobody lost', 'Publish', { body: `Words. ${hostile}` });
  const path = '/articles/an-anchor-found/';
  await readUntil(page, path, hostile);
  const expectNoComplaints = watchForComplaints(page);
  await page.reload();
  await page.waitForLoadState('networkidle');
  expectNoComplaints();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('the site is served, and built, when Contentful is not there', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(site.url);
  await site.stop();
  // The snapshot of the first build is all that is left of the space.
  const gone = {
    CONTENTFUL_SPACE_ID: 'harbour0',
    CONTENTFUL_DELIVERY_TOKEN: 'delivery-token',
    CONTENTFUL_HOST: 'http://127.0.0.1:1',
  };
  Object.assign(process.env, gone);
  try {
    await project.build();
  } finally {
    for (const name of Object.keys(gone)) delete process.env[name];
  }
  const { startTwin } = await import('#src/tools/twin/start-twin.ts');
  Object.assign(process.env, gone);
  const twin = await startTwin({ root: project.root, port: 0, database: 'off' });
  try {
    await page.goto(`${twin.url}/articles/the-first-ferry-of-the-year/`);
    await expect(page.getByText('At half past six')).toBeVisible();
    await page.goto(`${twin.url}/`);
    await expect(
      page.getByRole('link', { name: 'How the tide table is made' }).first(),
    ).toBeVisible();
  } finally {
    await twin.close();
    for (const name of Object.keys(gone)) delete process.env[name];
  }
});
