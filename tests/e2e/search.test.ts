import { existsSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page, type Response } from '@playwright/test';
import { fixture, sample, watchForComplaints } from './sites.ts';

const box = (page: Page) => page.getByRole('searchbox');
const count = (page: Page) => page.locator('.results-head h2');
const results = (page: Page) => page.locator('a[data-result]');

/** Whether the site was built with an index. What follows is skipped where it was not. */
function needsIndex(): void {
  test.skip(!existsSync(path.join(sample.folder, 'pagefind')), 'needs the search index');
}

test.describe('a reader without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('comes from any page to the search box, writes, and asks', async ({ page }) => {
    await page.goto(`${sample.url()}/articles/one-round-trip/`);
    await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
    await expect(page).toHaveURL(`${sample.url()}/search/#q`);
    await expect(box(page)).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.keyboard.type('type & paper');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${sample.url()}/search/?q=type+%26+paper`);
  });

  test('finds what was misspelt, narrows it down, and reads it', async ({ page }) => {
    await page.goto(`${sample.url()}/search/`);
    await box(page).fill('newsleter');
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle(/^newsleter · Search · /);
    await expect(box(page)).toHaveValue('newsleter');
    const main = page.getByRole('main');
    await expect(main.getByText('Showing results for newsletter.')).toBeVisible();
    const titles = main.locator('.hit h3');
    const all = await titles.count();
    expect(all).toBeGreaterThan(2);
    await main.getByRole('checkbox', { name: /Privacy/ }).check();
    await main.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first');
    await main.locator('.facets').getByRole('button', { name: 'Search' }).click();
    await expect(page).toHaveURL(/\?q=newsleter&topic=privacy&sort=oldest$/);
    await expect(main.getByRole('checkbox', { name: /Privacy/ })).toBeChecked();
    expect(await titles.count()).toBeLessThan(all);
    await titles.first().getByRole('link').click();
    await expect(page).toHaveURL(/\/articles\//);
  });

  test('goes on to further results, and back', async ({ page }) => {
    await page.goto(`${sample.url()}/search/?q=page`);
    const first = await page.locator('.hit h3').allTextContents();
    await page.getByRole('link', { name: 'More results' }).click();
    await expect(page).toHaveURL(/&page=2$/);
    const second = await page.locator('.hit h3').allTextContents();
    expect(second.length).toBeGreaterThan(0);
    expect(second.filter((title) => first.includes(title))).toEqual([]);
    await page.getByRole('link', { name: 'Previous results' }).click();
    await expect(page).toHaveURL(/\?q=page$/);
    await expect(page.locator('.hit h3')).toHaveText(first);
    await page.goBack();
    await expect(page.locator('.hit h3')).toHaveText(second);
  });

  test('narrows down beside the results where there is room, and before them where not', async ({
    page,
  }) => {
    await page.goto(`${sample.url()}/search/?q=page`);
    const privacy = page.getByRole('checkbox', { name: /Privacy/ });
    await expect(privacy).toBeVisible();
    await expect(page.locator('summary', { hasText: 'Narrow down' })).toBeHidden();
    await page.setViewportSize({ width: 360, height: 800 });
    await expect(privacy).toBeHidden();
    await page.locator('summary', { hasText: 'Narrow down' }).click();
    await expect(privacy).toBeVisible();
    await expect(page.locator('.facets form > .kicker')).toBeHidden();
  });

  test('is told where nothing is found, and what is written stays text', async ({ page }) => {
    const hostile = '"><img src=x onerror=alert(1)>zzzqq';
    await page.goto(`${sample.url()}/search/?q=${encodeURIComponent(hostile)}`);
    await expect(box(page)).toHaveValue(hostile);
    await expect(page.locator('main img')).toHaveCount(0);
    await page.goto(`${sample.url()}/search/?q=zzzqqqxxj`);
    await expect(page.getByRole('heading', { name: /Nothing found for/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Topics' })).toBeVisible();
    await expect(page.getByText('look around here:')).toBeVisible();
    // What one can look around in follows at once.
    await expect(page.locator('.browse > p')).toBeHidden();
  });

  test('looks around by topic, series and year instead', async ({ page }) => {
    await page.goto(`${sample.url()}/search/`);
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { name: 'Topics' })).toBeVisible();
    await expect(main.getByRole('link', { name: 'Flat by design' })).toBeVisible();
    await main.getByRole('link', { name: '2026' }).click();
    await expect(page).toHaveURL(/\/archive\/2026\/$/);
  });
});

test('Ctrl K leads to the search from every page, and on its page to the box', async ({ page }) => {
  for (const from of ['/', '/articles/one-round-trip/']) {
    await page.goto(sample.url() + from);
    await page.keyboard.press('Control+k');
    await expect(page).toHaveURL(`${sample.url()}/search/#q`);
    await expect(box(page)).toBeFocused();
  }
  await page.goto(`${fixture.url()}/ar/articles/ferry/`);
  await page.keyboard.press('Meta+k');
  await expect(page).toHaveURL(`${fixture.url()}/ar/search/#q`);
});

test('the page that is not there leads to the search', async ({ page }) => {
  await page.goto(`${fixture.url()}/nowhere/`);
  await page.getByRole('main').getByRole('link', { name: 'Search' }).click();
  await expect(page).toHaveURL(`${fixture.url()}/search/#q`);
});

test('the box weighs at most 8 kB until it is turned to', async ({ page }) => {
  const scripts: Promise<Buffer>[] = [];
  const weigh = (response: Response): void => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  };
  page.on('response', weigh);
  await page.goto(`${sample.url()}/search/`, { waitUntil: 'networkidle' });
  page.off('response', weigh);
  const bodies = await Promise.all(scripts);
  const sum = bodies.reduce((all, body) => all + brotliCompressSync(body).length, 0);
  expect(sum).toBeGreaterThan(0);
  expect(sum).toBeLessThanOrEqual(8_192);
  const more = page.waitForRequest((request) => request.resourceType() === 'script');
  await box(page).focus();
  await more;
});

test('what is written before the box is awake stays, and is asked', async ({ page }) => {
  needsIndex();
  const held = Promise.withResolvers<void>();
  await page.route('**/_astro/*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${sample.url()}/articles/one-round-trip/`);
  await page.keyboard.press('Control+k');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('fourteen');
  await page.keyboard.press('Tab');
  held.resolve();
  await expect(results(page).first()).toHaveText('Fourteen kilobytes');
  await expect(box(page)).toHaveValue('fourteen');
  await expect(page).toHaveURL(`${sample.url()}/search/?q=fourteen`);
});

test('the box sleeps while it is out of view and nothing is asked', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await page.setViewportSize({ width: 360, height: 60 });
  await page.goto(`${sample.url()}/search/`, { waitUntil: 'networkidle' });
  expect(scripts).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(() => scripts.length).toBeGreaterThan(0);
});

test('without an index a reader is told, and can look around', async ({ page }) => {
  await page.route('**/pagefind/**', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${sample.url()}/search/`);
  await box(page).fill('paper');
  await expect(page.getByRole('alert')).toContainText('not available');
  await expect(page.getByRole('main').getByRole('heading', { name: 'Topics' })).toBeVisible();
});

test.describe('with the index', () => {
  test.beforeEach(needsIndex);

  test('a reader finds an article, reads it, and comes back to the results', async ({ page }) => {
    const expectNoComplaints = watchForComplaints(page);
    await page.goto(`${sample.url()}/`);
    await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
    await expect(box(page)).toBeFocused();
    await page.keyboard.type('fourteen kilobytes');
    await expect(count(page)).toContainText('fourteen kilobytes');
    await expect(results(page).first()).toHaveText('Fourteen kilobytes');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fourteen kilobytes');
    await page.goBack();
    await expect(box(page)).toHaveValue('fourteen kilobytes');
    await expect(results(page).first()).toBeVisible();
    expectNoComplaints();
  });

  for (const isFunctionThere of [true, false]) {
    test(`a reader who comes back finds as many results, in the same place${isFunctionThere ? '' : ', on a server without functions'}`, async ({
      page,
    }) => {
      if (!isFunctionThere) {
        const flat = await (await page.request.get(`${sample.url()}/search/`)).text();
        await page.route('**/search/?q=*', async (route) =>
          route.fulfill({ response: await route.fetch(), body: flat }),
        );
      }
      // A font that comes late is left out of that one view, and lines break elsewhere in it.
      await page.route('**/*.woff2', (route) => route.abort());
      await page.setViewportSize({ width: 390, height: 700 });
      await page.goto(`${sample.url()}/search/?q=page`);
      await page.getByRole('button', { name: 'More results' }).click();
      await expect.poll(() => results(page).count()).toBeGreaterThan(10);
      const many = await results(page).count();
      const read = results(page).nth(many - 2);
      await read.scrollIntoViewIfNeeded();
      const top = async (): Promise<number> => (await read.boundingBox())?.y ?? 0;
      // Lines may move while the results that were just added are set.
      let before = Number.NaN;
      await expect
        .poll(async () => {
          const last = before;
          before = await top();
          return before === last;
        })
        .toBe(true);
      await read.click();
      await expect(page).toHaveURL(/\/articles\//);
      await page.goBack();
      await expect(page.locator('[data-state=found]')).toHaveCount(1);
      await expect(results(page)).toHaveCount(many);
      await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(2);
      await page.reload();
      await expect(page.locator('[data-state=found]')).toHaveCount(1);
      await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(2);
    });
  }

  test('a misspelt word is corrected, and searched for as it stands on demand', async ({
    page,
  }) => {
    await page.goto(`${sample.url()}/search/?q=tipography`);
    await expect(page.locator('.corrected')).toContainText('Showing results for');
    await page.getByRole('link', { name: 'Search instead for' }).click();
    await expect(page).toHaveURL(/verbatim=1/);
  });

  test('results are narrowed by topic, and widened again', async ({ page }) => {
    await page.goto(`${sample.url()}/search/?q=page`);
    const all = await count(page).textContent();
    await page.getByRole('checkbox', { name: 'Typography' }).check();
    await expect(page).toHaveURL(/topic=typography/);
    await expect(count(page)).not.toHaveText(all ?? '');
    await page.goBack();
    await expect(count(page)).toHaveText(all ?? '');
  });

  test('what is chosen before the box is awake is not lost', async ({ page }) => {
    const held = Promise.withResolvers<void>();
    await page.route('**/pagefind/**', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${sample.url()}/search/?q=page`);
    await page.locator('#results').getByRole('checkbox', { name: 'Typography' }).check();
    held.resolve();
    await expect(page).toHaveURL(`${sample.url()}/search/?q=page&topic=typography`);
    await expect(
      page.locator('.answer').getByRole('checkbox', { name: 'Typography' }),
    ).toBeChecked();
    await expect(page.locator('#results')).toBeEmpty();
  });

  test('a reader who goes offline is told, and can try again', async ({ page }) => {
    await page.route('**/pagefind/**', (route) => route.abort('internetdisconnected'));
    await page.goto(`${sample.url()}/search/?q=paper`);
    await expect(page.getByRole('alert')).toContainText('You may be offline');
    await page.unroute('**/pagefind/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(results(page).first()).toBeVisible();
  });

  for (const [name, address] of [
    ['results', '/search/?q=page'],
    ['no results', '/search/?q=qqqqqqqq'],
  ] as const) {
    test(`${name}: no barriers, no breach of the policy, nothing jumps`, async ({ page }) => {
      const expectNoComplaints = watchForComplaints(page);
      await page.addInitScript(() => {
        const shifts = { sum: 0 };
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            shifts.sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      for (const [colorScheme, width] of [
        ['light', 360],
        ['dark', 1440],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(sample.url() + address);
        await expect(page.locator('[data-state=found], [data-state=empty]')).toHaveCount(1);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        const shifts = await page.evaluate(
          () => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum,
        );
        expect(shifts).toBe(0);
      }
      expectNoComplaints();
    });
  }
});
