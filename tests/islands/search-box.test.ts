import { AxeBuilder } from '@axe-core/playwright';
import { expect as expectSoon, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openWatchedPage } from '#tests/setup/browser.ts';
import { serveIsland, type IslandPage } from '#tests/setup/island-page.ts';

/** The search box in a browser, with a stand-in for the search: forty pages, `search-stand-in.ts`. */
let site: IslandPage;
let browser: Browser;
let page: Page;
let complaints: string[];
/** What the browser says by itself where a test cuts the line. */
let expected: RegExp | null;

beforeAll(async () => {
  site = await serveIsland({
    entry: 'tests/setup/search-page.tsx',
    alias: { '#src/shared/search/open-search.ts': 'tests/setup/search-stand-in.ts' },
    html: '<div class="sheet search"><h1 class="kicker">Search</h1><div id="island"></div><div data-search-results><section id="results" aria-label="Results"></section></div><div class="browse"><section><h2>Topics</h2></section></div></div>',
  });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  const context = {
    viewport: { width: 1200, height: 900 },
    // Pages of one kind fade into one another; a page that is left at once would say that it could not.
    reducedMotion: 'reduce',
  } as const;
  ({ page, complaints } = await openWatchedPage(browser, { context }));
  expected = null;
});

afterEach(async () => {
  await page.context().close();
  expect(complaints.filter((complaint) => !expected?.test(complaint))).toEqual([]);
});

const box = () => page.getByRole('searchbox', { name: 'Search The Paper' });
const count = () => page.locator('.results-head h2');
const result = (number: number) => page.locator('a[data-result]').nth(number - 1);
const expectAddress = (address: string): Promise<void> =>
  expectSoon(page).toHaveURL(site.url + address);

async function open(at = '/search/'): Promise<void> {
  await page.goto(site.url + at);
  await expectSoon(box()).toBeVisible();
}

/** Puts results into the page as the function does. */
async function serveResults(): Promise<void> {
  await page.route('**/search/?q=*', async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(
      '></section>',
      '><div class="results"><ol class="hits"><li class="hit">served</li></ol></div></section>',
    );
    await route.fulfill({ response, body: html });
  });
}

describe('results', () => {
  it('come as one types, and say in the address what was asked', async () => {
    await open();
    await box().pressSequentially('typography cost');
    await expectSoon(count()).toHaveText('40 results for typography cost');
    await expectSoon(result(1)).toHaveText('Typography for flat pages, part 1');
    await expectSoon(page.locator('.hit mark').first()).toHaveText('Typography');
    await expectSoon(page.getByText('14 January 2026')).toBeVisible();
    await expectSoon(page.locator('.hit').first()).toContainText('Editorial Desk');
    await expectSoon(page.getByRole('heading', { name: 'Topics' })).toBeHidden();
    await expectAddress('/search/?q=typography+cost');
  });

  it('are those of the newest query, however late others come', async () => {
    await open('/search/?q=slow+privacy');
    await box().fill('performance');
    await expectSoon(count()).toHaveText('8 results for performance');
    await page.waitForTimeout(700);
    await expectSoon(count()).toHaveText('8 results for performance');
    await expectSoon(result(1)).toContainText('Performance');
  });

  it('have a heading before those with some of the words only', async () => {
    await open('/search/?q=rare+cost');
    await expectSoon(page.getByRole('heading', { name: 'Some of your words' })).toBeVisible();
    const order = await page
      .locator('.results > *')
      .evaluateAll((all) => all.map((one) => one.className));
    expect(order).toEqual(['results-head', 'hits', 'partial', 'hits', 'more']);
  });

  it('say where nothing has all words', async () => {
    await open('/search/?q=privacy+xylophone');
    await expectSoon(page.getByText('No page has all of your words.')).toBeVisible();
  });

  it('come ten at a time, and the focus goes to the first new one', async () => {
    await open('/search/?q=cost');
    await expectSoon(page.locator('.hit')).toHaveCount(10);
    await page.getByRole('button', { name: 'More results' }).click();
    await expectSoon(page.locator('.hit')).toHaveCount(20);
    await expectSoon(result(11)).toBeFocused();
    for (let time = 0; time < 2; time += 1)
      await page.getByRole('button', { name: 'More results' }).click();
    await expectSoon(page.locator('.hit')).toHaveCount(40);
    await expectSoon(page.getByRole('button', { name: 'More results' })).toBeHidden();
  });

  it('are put into words for screen readers once typing rests', async () => {
    await open();
    await box().pressSequentially('privacy', { delay: 40 });
    const status = page.locator('[role=status]');
    await expectSoon(status).toHaveText('8 results for privacy');
    await box().fill('xylophone');
    await expectSoon(status).toHaveText('Nothing found for xylophone');
  });

  it('are no longer spoken of once the box is empty', async () => {
    await open('/search/?q=privacy');
    const status = page.locator('[role=status]');
    await expectSoon(status).toHaveText('8 results for privacy');
    await box().press('Escape');
    // At once: what was said is wrong now.
    expect(await page.locator('.hit').count()).toBe(0);
    expect(await status.textContent()).toBe('');
  });

  it('stay until there are others, and so does that there are none', async () => {
    await open('/search/?q=privacy');
    await expectSoon(count()).toHaveText('8 results for privacy');
    await box().fill('slow privacy');
    await expectSoon(page.locator('[data-state=searching]')).toBeVisible();
    await expectSoon(count()).toHaveText('8 results for privacy');
    await expectSoon(page.locator('.skeleton')).toHaveCount(0);
    await box().fill('xylophone');
    await expectSoon(page.getByText('Nothing found for xylophone')).toBeVisible();
    await box().fill('slow xylophone');
    await expectSoon(page.locator('[data-state=searching]')).toBeVisible();
    await expectSoon(page.getByRole('heading', { name: 'Topics' })).toBeVisible();
    await expectSoon(page.getByText('Nothing found for xylophone')).toBeVisible();
    await expectSoon(page.getByText('Nothing found for slow xylophone')).toBeVisible();
  });

  it('have all the room where there is nothing to narrow down', async () => {
    await open('/search/?q=21');
    await expectSoon(count()).toHaveText('1 result for 21');
    await expectSoon(page.locator('.facets, .order')).toHaveCount(0);
    const [all, list] = await Promise.all([
      page.locator('.found').boundingBox(),
      page.locator('.results').boundingBox(),
    ]);
    expect(list?.width).toBe(all?.width);
    await box().fill('cost');
    await expectSoon(page.locator('.facets')).toBeVisible();
  });

  it('take the place of what a function has put there', async () => {
    await serveResults();
    await open('/search/?q=privacy');
    await expectSoon(count()).toHaveText('8 results for privacy');
    await expectSoon(page.getByText('served')).toHaveCount(0);
  });
});

describe('a misspelt word', () => {
  it('is corrected, and searched for as it stands if one insists', async () => {
    await open('/search/?q=tipography');
    await expectSoon(page.locator('.corrected')).toContainText('Showing results for typography.');
    await page.getByRole('link', { name: 'Search instead for tipography' }).click();
    await expectSoon(page.getByRole('heading', { name: 'Nothing found for' })).toBeVisible();
    await expectAddress('/search/?q=tipography&verbatim=1');
    await expectSoon(page.getByRole('heading', { name: 'Topics' })).toBeVisible();
    await page.getByRole('link', { name: 'typography', exact: true }).click();
    await expectSoon(count()).toHaveText('8 results for typography');
    await expectAddress('/search/?q=typography');
    await expectSoon(box()).toHaveValue('typography');
  });
});

describe('many results', () => {
  it('are there again, where the reader was, after going to one of them and back', async () => {
    await open('/search/?q=cost');
    for (const many of [10, 20]) {
      await expectSoon(page.locator('.hit')).toHaveCount(many);
      await page.getByRole('button', { name: 'More results' }).click();
    }
    await expectSoon(page.locator('.hit')).toHaveCount(30);
    await expectAddress('/search/?q=cost&shown=30');
    await result(25).scrollIntoViewIfNeeded();
    const { y } = (await result(25).boundingBox()) ?? { y: 0 };
    await result(25).click();
    await page.waitForURL(/\/articles\/found-25\//);
    await page.goBack();
    await expectSoon(page.locator('.hit')).toHaveCount(30);
    await expectSoon(result(25)).toBeInViewport();
    await expectSoon
      .poll(async () => Math.abs(((await result(25).boundingBox())?.y ?? 0) - y))
      .toBeLessThan(2);
    await page.reload();
    await expectSoon(page.locator('.hit')).toHaveCount(30);
    await expectSoon(result(25)).toBeInViewport();
  });

  it('are there again after asking something else and back', async () => {
    await open('/search/?q=cost');
    await page.getByRole('button', { name: 'More results' }).click();
    await expectSoon(result(20)).toBeVisible();
    await result(18).scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await page.getByRole('combobox', { name: 'Order' }).selectOption('newest');
    await expectAddress('/search/?q=cost&sort=newest');
    await expectSoon(page.locator('.hit')).toHaveCount(10);
    await page.goBack();
    await expectSoon(page.locator('.hit')).toHaveCount(20);
    await expectSoon.poll(() => page.evaluate(() => scrollY)).toBe(before);
  });

  it('begin anew with another question', async () => {
    await open('/search/?q=cost&shown=20');
    await expectSoon(page.locator('.hit')).toHaveCount(20);
    await box().fill('costs');
    await expectSoon(count()).toHaveText('40 results for costs');
    await expectSoon(page.locator('.hit')).toHaveCount(10);
    await expectAddress('/search/?q=costs');
  });
});

describe('the title of the page', () => {
  it('names what is asked', async () => {
    await open('/search/?q=privacy');
    await expectSoon(page).toHaveTitle('privacy · Search');
    await box().fill('performance');
    await expectSoon(page).toHaveTitle('performance · Search');
    await box().press('Enter');
    await box().fill('');
    await expectSoon(page).toHaveTitle('Search');
    await page.goBack();
    await expectSoon(page).toHaveTitle('performance · Search');
  });

  it('is not turned around by what is asked', async () => {
    await open(`/search/?q=${encodeURIComponent('\u202Eevil')}`);
    await expectSoon(page).toHaveTitle('evil · Search');
  });
});

describe('the address', () => {
  it('leads back through what was asked, not through each letter', async () => {
    await open();
    await box().pressSequentially('privacy', { delay: 200 });
    await box().press('Enter');
    await expectSoon(count()).toHaveText('8 results for privacy');
    await box().fill('performance');
    await expectSoon(count()).toHaveText('8 results for performance');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('newest');
    await expectAddress('/search/?q=performance&sort=newest');
    await page.goBack();
    await expectAddress('/search/?q=performance');
    await expectSoon(page.getByRole('combobox', { name: 'Order' })).toHaveValue('relevance');
    await page.goBack();
    await expectSoon(count()).toHaveText('8 results for privacy');
    await expectSoon(box()).toHaveValue('privacy');
    await page.goForward();
    await expectSoon(count()).toHaveText('8 results for performance');
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(5);
  });

  it('holds what was chosen, and order', async () => {
    await open('/search/?q=cost&topic=privacy&year=2024&sort=oldest');
    await expectSoon(page.getByRole('combobox', { name: 'Order' })).toHaveValue('oldest');
    await expectSoon(page.getByRole('checkbox', { name: 'Privacy' })).toBeChecked();
    await expectSoon(page.getByRole('button', { name: 'Remove: Year: 2024' })).toBeVisible();
    await expectSoon(count()).toHaveText('2 results for cost');
  });

  it.each([
    '?q=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E',
    '?q=__proto__&topic=__proto__&topic=constructor&sort=__proto__',
    '?__proto__=a&constructor=b&q=privacy',
    '?topic=%3Cscript%3Edocument.title%3D1%3C/script%3E',
    '?q=%ED%A0%BD&author=%ED%A0%BD',
    '?q=%E2%80%AEevil%E2%80%8F',
    '?q=???!!!&sort=x&verbatim=2',
    '?q=%00&year=%00',
    `?q=${'a'.repeat(10_000)}`,
    `?${Array.from({ length: 300 }, (_, index) => `topic=t${index}`).join('&')}`,
  ])('may hold anything: %.60s', async (search) => {
    await open(`/search/${search}`);
    await expectSoon(
      page.locator('.answer:is([data-state=found], [data-state=empty])'),
    ).toHaveCount(1);
    expect(await page.title()).toMatch(/^(?:.* · )?Search$/u);
    expect(await page.locator('.answer img, .answer script').count()).toBe(0);
    await box().fill('privacy');
    await page
      .locator('.chosen .all, .chosen button')
      .last()
      .click({ timeout: 500 })
      .catch(() => {});
    await expectSoon(count()).toHaveText('8 results for privacy');
  });

  it('is searched for in part where it is long, and the reader is told', async () => {
    await open(`/search/?q=${'a'.repeat(10_000)}`);
    await expectSoon(page.getByText('only its first 200 characters')).toBeVisible();
    await box().fill('privacy');
    await expectSoon(page.getByText('only its first 200 characters')).toBeHidden();
  });
});

describe('filters', () => {
  it('are chosen, shown and taken away, and the focus stays near', async () => {
    await open('/search/?q=cost');
    await page.getByRole('checkbox', { name: 'Privacy' }).check();
    await expectSoon(count()).toHaveText('8 results for cost');
    await expectSoon(page.getByRole('checkbox', { name: 'Privacy' })).toBeFocused();
    await page.getByRole('checkbox', { name: 'Typography' }).check();
    await expectSoon(count()).toHaveText('16 results for cost');
    await expectAddress('/search/?q=cost&topic=privacy&topic=typography');
    await page.getByRole('button', { name: 'Remove: Topic: Privacy' }).press('Enter');
    await expectSoon(count()).toHaveText('8 results for cost');
    await expectSoon(page.getByRole('button', { name: 'Remove: Topic: Typography' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectSoon(count()).toHaveText('40 results for cost');
    await expectSoon(page.getByText('Narrow down')).toBeFocused();
  });

  it('that nothing has can be taken away', async () => {
    await open('/search/?q=cost&topic=privacy&year=2026&series=winter&kind=page');
    await expectSoon(page.getByText('Nothing found for')).toBeVisible();
    await expectSoon(page.getByText('Take away a filter')).toBeVisible();
    await page.getByRole('button', { name: 'Remove all' }).click();
    await expectSoon(count()).toHaveText('40 results for cost');
    await expectSoon(page.locator('.facets summary').first()).toBeVisible();
  });

  it('that mean nothing here change nothing, and the reader is told', async () => {
    await open('/search/?q=cost&topic=nonsense&author=__proto__&year=2024');
    await expectSoon(count()).toHaveText('10 results for cost');
    await expectSoon(page.getByText('There is no topic nonsense here.')).toBeVisible();
    await expectSoon(page.getByText('There is no by-line __proto__ here.')).toBeVisible();
    await expectSoon(page.locator('.chosen li')).toHaveText(['Year: 2024']);
    await expectSoon(page.locator('[role=status]').first()).toHaveText(
      'There is no topic nonsense here. There is no by-line __proto__ here. 10 results for cost',
    );
    await page.getByRole('checkbox', { name: '2025' }).check();
    await expectAddress('/search/?q=cost&year=2024&year=2025');
    await expectSoon(page.locator('.notice')).toHaveCount(0);
    await open('/search/?topic=nonsense&q=privacy');
    await box().fill('performance');
    await expectAddress('/search/?q=performance');
  });

  it('list a topic without a word', async () => {
    await open('/search/?topic=privacy');
    await expectSoon(count()).toHaveText('8 results');
  });
});

const field = () => page.getByRole('searchbox', { name: 'Find in: By-line' });
const names = () => page.locator('input[name=author]');

describe('a facet of many values', () => {
  it('offers the first, all, and a field to find one', async () => {
    await open('/search/?q=many');
    await page.locator('.facets summary', { hasText: 'By-line' }).click();
    await expectSoon(names()).toHaveCount(12);
    await page.getByRole('button', { name: 'All 40' }).click();
    await expectSoon(names()).toHaveCount(40);
    await expectSoon(page.getByRole('button', { name: 'Fewer' })).toBeFocused();
    await page.getByRole('button', { name: 'Fewer' }).click();
    await field().fill('jose 3');
    await expectSoon(names()).toHaveCount(11);
    await expectSoon(page.locator('.find [role=status]')).toHaveText('11 of 40');
    await field().fill('jose 37');
    await page.getByRole('checkbox', { name: 'José 37' }).check();
    await expectSoon(count()).toHaveText('1 result for many');
    await field().fill('');
    await expectSoon(page.getByRole('checkbox', { name: 'José 37' })).toBeChecked();
    await expectSoon(names()).toHaveCount(13);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('is found in by keys alone', async () => {
    await open('/search/?q=many');
    await page.locator('.facets summary', { hasText: 'By-line' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expectSoon(field()).toBeFocused();
    await page.keyboard.type('/nobody');
    await expectSoon(field()).toHaveValue('/nobody');
    await expectSoon(page.locator('.find [role=status]')).toHaveText('0 of 40');
    await page.keyboard.press('Escape');
    await expectSoon(names()).toHaveCount(12);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expectSoon(count()).toHaveText('1 result for many');
  });
});

describe('keys', () => {
  it('lead from the box through the results and back', async () => {
    await open('/search/?q=cost');
    await expectSoon(result(10)).toBeVisible();
    await box().press('ArrowDown');
    await expectSoon(result(1)).toBeFocused();
    for (const [key, number] of [
      ['ArrowDown', 2],
      ['End', 10],
      ['ArrowUp', 9],
      ['Home', 1],
    ] as const) {
      await page.keyboard.press(key);
      await expectSoon(result(number)).toBeFocused();
    }
    await page.keyboard.press('ArrowUp');
    await expectSoon(box()).toBeFocused();
    await box().press('ArrowDown');
    await page.keyboard.press('Escape');
    await expectSoon(box()).toBeFocused();
    await box().press('Escape');
    await expectSoon(box()).toHaveValue('');
    await expectSoon(page.locator('.hit')).toHaveCount(0);
    await expectAddress('/search/');
  });

  it('open a result', async () => {
    await open('/search/?q=cost');
    await expectSoon(result(1)).toBeVisible();
    await box().press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/articles\/found-1\//);
  });

  it('lead to the box, and / can be switched off', async () => {
    await open('/search/?q=cost');
    await expectSoon(result(1)).toBeVisible();
    for (const key of ['/', 'Control+k', 'Meta+k']) {
      await result(1).focus();
      await page.keyboard.press(key);
      await expectSoon(box()).toBeFocused();
    }
    await box().fill('a/');
    await expectSoon(box()).toHaveValue('a/');
    await page.getByRole('checkbox', { name: 'The / key leads here, too' }).uncheck();
    await page.keyboard.press('/');
    await expectSoon(box()).not.toBeFocused();
    await page.reload();
    await expectSoon(result(1)).toBeVisible();
    await page.keyboard.press('/');
    await expectSoon(box()).not.toBeFocused();
    await page.keyboard.press('Control+k');
    await expectSoon(box()).toBeFocused();
  });
});

describe('an index that cannot be read', () => {
  it('is said to be out of reach, and asked again when the reader says so', async () => {
    expected = /ERR_INTERNET_DISCONNECTED/;
    await page.route('**/pagefind/**', (route) => route.abort('internetdisconnected'));
    await open('/search/?q=privacy');
    await expectSoon(page.getByRole('alert')).toContainText('You may be offline.');
    await expectSoon(page.getByRole('heading', { name: 'Topics' })).toBeVisible();
    await page.unroute('**/pagefind/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectSoon(count()).toHaveText('8 results for privacy');
  });

  it('is said to be missing where there is none', async () => {
    expected = /404/;
    await page.route('**/pagefind/**', (route) => route.fulfill({ status: 404 }));
    await open('/search/?q=privacy');
    await expectSoon(page.getByRole('alert')).toContainText('not available');
  });

  it('of a new edition is got by loading the page again, once', async () => {
    let loads = 0;
    page.on('load', () => (loads += 1));
    await open('/search/?q=replaced');
    await expectSoon(page.getByRole('alert')).toContainText('A new edition');
    await page.waitForTimeout(500);
    expect(loads).toBe(2);
    await box().fill('privacy');
    await expectSoon(count()).toHaveText('8 results for privacy');
    await expectSoon(page.getByText('new edition')).toHaveCount(0);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('of a new edition is no matter where a function has found results', async () => {
    await serveResults();
    await open('/search/?q=replaced');
    await expectSoon(page.locator('[data-state=failed]')).toHaveCount(1);
    await expectSoon(page.getByText('served')).toBeVisible();
    await expectSoon(page.getByText('A new edition')).toBeHidden();
    await box().fill('replaced again');
    await expectSoon(page.getByRole('alert')).toContainText('A new edition');
  });

  it('of a new edition is got once where nothing can be remembered, too', async () => {
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }
    });
    await open('/search/?q=replaced');
    await expectSoon(page.getByRole('alert')).toContainText('A new edition');
    await page.waitForTimeout(500);
    expect(loads).toBe(2);
    await box().fill('privacy');
    await expectSoon(count()).toHaveText('8 results for privacy');
    await expectAddress('/search/?q=privacy');
    await result(1).focus();
    await page.keyboard.press('/');
    await expectSoon(box()).toBeFocused();
  });
});

describe('a long word', () => {
  it('is cut within its line, and whole for screen readers', async () => {
    const word = 'q'.repeat(200);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await open(`/search/?q=${word}`);
      const heading = page.getByRole('heading', { name: `Nothing found for ${word}` });
      await expectSoon(heading).toBeVisible();
      const lines = await heading.evaluate(
        (one) => one.clientHeight / Number.parseFloat(getComputedStyle(one).lineHeight),
      );
      expect(lines).toBeLessThan(2.5);
    }
  });
});

describe('a box whose rest cannot be loaded', () => {
  it('says so, and is a form all the same', async () => {
    expected = /ERR_INTERNET_DISCONNECTED/;
    await page.route('**/SearchPanel*', (route) => route.abort('internetdisconnected'));
    await open('/search/?q=privacy');
    await expectSoon(page.getByRole('alert')).toContainText('You may be offline.');
    await box().fill('cost');
    await box().press('Enter');
    await page.waitForURL(/q=cost/);
  });
});

describe('without barriers', () => {
  it.each([
    '/search/',
    '/search/?q=cost&topic=privacy&topic=nobody',
    '/search/?q=rare+cost',
    '/search/?q=tipography',
    '/search/?q=xylophone',
    `/search/?q=${'a'.repeat(300)}`,
  ])('in both colour schemes and on small screens: %.60s', async (at) => {
    for (const [colorScheme, width] of [
      ['light', 1200],
      ['dark', 320],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await open(at);
      if (at !== '/search/')
        await expectSoon(page.locator('[data-state=found], [data-state=empty]')).toHaveCount(1);
      for (const summary of await page.locator('.facets > summary').all())
        if (width < 960) await summary.click();
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
  });

  it('while it is loading, when nothing jumps', async () => {
    await open('/search/?q=slow+privacy');
    await expectSoon(page.locator('.skeleton')).toBeVisible();
    await page.evaluate(() => {
      const shifts = { sum: 0 };
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.sum += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift' });
    });
    await expectSoon(count()).toHaveText('8 results for slow privacy');
    const shifts = await page.evaluate(
      () => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum,
    );
    expect(shifts).toBe(0);
  });
});
