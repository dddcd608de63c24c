import { expect, test, type Page } from '@playwright/test';
import { fixture, sample, watchForComplaints } from './sites.ts';

test.describe('a reader without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('finds an article on the front page and reads it to its notes', async ({ page }) => {
    await page.goto(`${sample.url()}/`);
    await page.getByRole('link', { name: 'A longer way to a short page' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'A longer way to a short page',
    );
    await expect(page.getByText('Editorial Desk').first()).toBeVisible();
    const note = page.locator('a[href="#fn-1"]');
    await note.click();
    await expect(page).toHaveURL(/#fn-1$/);
    await expect(page.locator('#fn-1')).toBeInViewport();
    await page.locator('#fn-1 .backref').click();
    await expect(note).toBeInViewport();
  });

  test('opens the menu and the list of contents, and goes where they lead', async ({ page }) => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto(`${sample.url()}/articles/a-longer-way-to-a-short-page/`);
    await page.getByText('In this article').click();
    const section = page
      .getByRole('navigation', { name: 'In this article' })
      .getByRole('link')
      .nth(2);
    const anchor = await section.getAttribute('href');
    await section.click();
    await expect(page.locator(anchor ?? '')).toBeInViewport();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page
      .getByRole('navigation', { name: 'Menu' })
      .getByRole('link', { name: 'Typography' })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Typography');
  });

  test('follows a series from part to part', async ({ page }) => {
    await page.goto(`${sample.url()}/series/flat-by-design/`);
    await page.getByRole('link', { name: 'Pages are files' }).first().click();
    await expect(page.getByText('Part 1 of 4').first()).toBeVisible();
    for (const title of [
      'Fourteen kilobytes',
      'The parts that cannot be flat',
      'Caching without fear',
    ]) {
      await page.getByRole('link', { name: title }).last().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    }
  });

  test('sees another colour scheme when choosing one, on this page', async ({ page }) => {
    await page.goto(`${sample.url()}/`);
    const paper = await colourOf(page);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('radio', { name: 'Night' }).check();
    expect(await colourOf(page)).not.toBe(paper);
  });

  test('goes through a long list, page by page', async ({ page }) => {
    await page.goto(`${fixture.url()}/`);
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(page).toHaveURL(/\/page\/2\/$/);
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(page).toHaveURL(/\/page\/3\/$/);
    await page.getByRole('link', { name: 'Newer' }).click();
    await expect(page).toHaveURL(/\/page\/2\/$/);
  });
});

test('a chosen colour scheme is there before the first paint of the next page', async ({
  page,
}) => {
  const expectNoComplaints = watchForComplaints(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${sample.url()}/`);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('radio', { name: 'Night' }).check();
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      Object.assign(globalThis, { schemeAtFirst: document.documentElement.dataset['theme'] });
    });
  });
  await page.goto(`${sample.url()}/articles/one-round-trip/`);
  expect(await page.evaluate(() => (globalThis as { schemeAtFirst?: string }).schemeAtFirst)).toBe(
    'dark',
  );
  const scheme = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(scheme).toBe('dark');
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('radio', { name: 'Night' })).toBeChecked();
  expectNoComplaints();
});

test('a keyboard alone is enough', async ({ page }) => {
  await page.goto(`${sample.url()}/`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  const first = page.locator('main a:focus');
  await expect(first).toBeVisible();
  const outline = await first.evaluate((link) => getComputedStyle(link).outlineStyle);
  expect(outline).not.toBe('none');
  await page.goto(`${sample.url()}/articles/everything-you-can-write/`);
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeHidden();
  await expect(menu).toBeFocused();
  const table = page.getByRole('region').first();
  await table.focus();
  await expect(table).toBeFocused();
});

test('code is selected whole by one click', async ({ page }) => {
  await page.goto(`${sample.url()}/articles/everything-you-can-write/`);
  const code = page.locator('figure.code').first();
  await code.getByText('Select all').click();
  await code.locator('code').click();
  const selected = await page.evaluate(() => getSelection()?.toString().trim());
  expect(selected).toBe((await code.locator('pre').textContent())?.trim());
});

test('notes stand in the margin of a wide page, beside what they are notes to', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${sample.url()}/articles/a-longer-way-to-a-short-page/`);
  const note = await page.locator('#fn-1').boundingBox();
  const reference = await page.locator('#fnref-1').boundingBox();
  const text = await page.locator('.prose > p').first().boundingBox();
  expect(note?.x).toBeGreaterThanOrEqual((text?.x ?? 0) + (text?.width ?? 0));
  expect(Math.abs((note?.y ?? 0) - (reference?.y ?? 0))).toBeLessThan(60);
});

test('old addresses lead to the new ones, and wrong ones to a page that helps', async ({
  page,
}) => {
  for (const old of ['/2019/ferry.html', '/old/ferry/', '/alt/f%C3%A4hre/']) {
    await page.goto(fixture.url() + old);
    await expect(page).toHaveURL(`${fixture.url()}/articles/ferry/`);
  }
  const answer = await page.goto(`${fixture.url()}/nowhere/`);
  expect(answer?.status()).toBe(404);
  await page.getByRole('main').getByRole('link', { name: 'Front page' }).click();
  await expect(page).toHaveURL(`${fixture.url()}/`);
});

test('an address in letters of its own language works', async ({ page }) => {
  await page.goto(`${fixture.url()}/articles/${encodeURIComponent('grüße-vom-kai')}/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Grüße vom Kai & “other” signs');
});

test('a reader changes the language of an article', async ({ page }) => {
  await page.goto(`${fixture.url()}/articles/ferry/`);
  await page.getByRole('link', { name: 'العربية' }).last().click();
  await expect(page).toHaveURL(`${fixture.url()}/ar/articles/ferry/`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('button', { name: 'القائمة' })).toBeVisible();
});

test("members' articles show what they are about, and nothing else of them", async ({ page }) => {
  await page.goto(`${fixture.url()}/articles/captains/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What the captains said');
  await expect(page.getByRole('heading', { name: 'For members' })).toBeVisible();
  await expect(page.locator('.prose')).toHaveCount(0);
});

test('a page on paper has the text and no furniture', async ({ page }) => {
  await page.goto(`${sample.url()}/articles/one-round-trip/`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('body > footer')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Menu' })).toBeHidden();
});

/** The colour of the paper. */
function colourOf(page: Page): Promise<string> {
  return page.locator('html').evaluate((html) => getComputedStyle(html).backgroundColor);
}
