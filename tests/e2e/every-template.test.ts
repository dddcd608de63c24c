import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { answerForms, sites, watchForComplaints } from './sites.ts';

const widths = { telephone: 360, tablet: 768, desk: 1440 } as const;

for (const site of sites) {
  for (const [template, address] of Object.entries(site.templates)) {
    test.describe(`${site.name}: ${template}`, () => {
      test.beforeEach(({ page }) => answerForms(page));

      for (const colorScheme of ['light', 'dark'] as const) {
        // Between the two nothing is on a page that neither of them has.
        for (const device of ['telephone', 'desk'] as const) {
          test(`has no barriers, ${colorScheme}, ${device}`, async ({ page }) => {
            const expectNoComplaints = watchForComplaints(page);
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width: widths[device], height: 900 });
            await page.goto(site.url() + address);
            const { violations } = await new AxeBuilder({ page })
              .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
              .analyze();
            expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual(
              [],
            );
            expectNoComplaints();
          });
        }
      }

      const isBelow = site.islandsBelow.includes(template);
      const hasIsland = isBelow || site.islands.includes(template);
      const what = hasIsland ? 'its island and the one' : 'the one';
      test(`runs no script but ${what} in its head, within its policy`, async ({ page }) => {
        const expectNoComplaints = watchForComplaints(page);
        const scripts: string[] = [];
        page.on('request', (request) => {
          if (request.resourceType() === 'script') scripts.push(request.url());
        });
        const violations = await collectViolations(page);
        // Low enough for the end of a short page to be out of sight.
        if (isBelow) await page.setViewportSize({ width: 1280, height: 400 });
        await page.goto(site.url() + address, { waitUntil: 'networkidle' });
        if (isBelow) expect(scripts).toEqual([]);
        await scrollThrough(page);
        expect(await violations()).toEqual([]);
        const inline = await page.locator('script:not([type])').allTextContents();
        expect(Buffer.byteLength(inline[0] ?? '')).toBeLessThanOrEqual(300);
        if (hasIsland) {
          await expect.poll(() => scripts).not.toEqual([]);
          // What wakes islands when they are seen.
          expect(inline).toHaveLength(3);
        } else {
          expect(scripts).toEqual([]);
          expect(inline).toHaveLength(1);
        }
        expectNoComplaints();
      });

      for (const [device, width] of Object.entries(widths)) {
        test(`does not move or overflow while it loads and is scrolled, ${device}`, async ({
          page,
        }) => {
          await page.setViewportSize({ width, height: 800 });
          const shifts = await collectShifts(page);
          await page.goto(site.url() + address, { waitUntil: 'networkidle' });
          await scrollThrough(page);
          expect(await shifts()).toBe(0);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
        });
      }

      test('keeps its place on a bad line, where it is painted before it is whole', async ({
        page,
      }) => {
        await page.setViewportSize({ width: widths.desk, height: 800 });
        const shifts = await collectShifts(page);
        const speedUp = await slowDown(page);
        await page.goto(site.url() + address, { waitUntil: 'domcontentloaded' });
        await speedUp();
        await scrollThrough(page);
        // A centred line that arrives in two pieces moves by a hundredth of this; a picture by ten times.
        expect(await shifts()).toBeLessThan(0.01);
      });
    });
  }
}

async function collectViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  return () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}

async function collectShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts = { sum: 0 };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        shifts.sum += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum);
}

/** Lets a page arrive piece by piece. */
async function slowDown(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const emulate = (latency: number, downloadThroughput: number): Promise<void> =>
    session
      .send('Network.emulateNetworkConditions', {
        offline: false,
        latency,
        downloadThroughput,
        uploadThroughput: -1,
      })
      .then(() => undefined);
  await session.send('Network.enable');
  await emulate(50, 30_000);
  return () => emulate(0, -1);
}

/** Brings every picture into view, as a reader would. */
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += 600) {
      scrollTo(0, top);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await page.waitForLoadState('networkidle');
}
