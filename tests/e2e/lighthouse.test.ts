import { expect, test } from '@playwright/test';
import { requireBrowser } from '#src/tools/browser/find-browser.ts';
import { startLighthouse, type Lighthouse } from '#src/tools/browser/lighthouse.ts';
import { fixture, sample } from './sites.ts';

/** Performance is a figure of `npm run bench -- pages`: a test would measure the machine. */
const categories = ['accessibility', 'best-practices', 'seo'] as const;
const looks = [
  ...Object.entries(sample.templates).map(([name, address]) => [sample, name, address] as const),
  [fixture, "members' article", '/articles/captains/'],
  [fixture, 'article from right to left', '/ar/articles/ferry/'],
] as const;

let lighthouse: Lighthouse;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  lighthouse = await startLighthouse(requireBrowser(console.log));
});
test.afterAll(() => lighthouse.close());

for (const [site, name, address] of looks) {
  // It does not look at pages that are not there; these and what comes after a form are not to be found.
  const isNotFound = name === '404 page';
  const isAfterForm = name.startsWith('newsletter, ');
  const asked = categories.filter(
    (category) =>
      category === 'accessibility' || (!isNotFound && !(isAfterForm && category === 'seo')),
  );
  test(`Lighthouse gives ${name} of ${site.name} full marks`, async () => {
    const result = await lighthouse.look(site.url() + (isNotFound ? '/404.html' : address), asked);
    const marks = Object.values(result.categories).map(({ id, score }) => [id, score]);
    const missed = Object.values(result.audits)
      .filter(
        ({ score, scoreDisplayMode }) =>
          score !== null && score < 1 && scoreDisplayMode === 'binary',
      )
      .map(({ id }) => id);
    expect({ marks, missed }).toEqual({ marks: asked.map((id) => [id, 1]), missed: [] });
  });
}
