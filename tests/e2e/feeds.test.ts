import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { canary } from '#tests/setup/fixture-publication.ts';
import { filesOf, fixture, sample, sites } from './sites.ts';

for (const site of sites) {
  test(`${site.name}: every feed is well-formed and says who and when`, async ({ page }) => {
    for (const file of filesOf(site, '**/*.xml')) {
      const xml = readFileSync(path.join(site.folder, file), 'utf8');
      const error = await page.evaluate(
        (text) =>
          new DOMParser().parseFromString(text, 'text/xml').querySelector('parsererror')
            ?.textContent,
        xml,
      );
      expect(error, file).toBeUndefined();
    }
    for (const file of filesOf(site, '**/feed.json')) {
      const feed = JSON.parse(readFileSync(path.join(site.folder, file), 'utf8')) as JsonFeed;
      expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
      expect(feed.items.length, file).toBeGreaterThan(0);
      for (const item of feed.items) {
        expect(item.authors.length).toBeGreaterThan(0);
        expect(Date.parse(item.date_published)).not.toBeNaN();
      }
    }
  });

  test(`${site.name}: texts in feeds stand on their own`, () => {
    for (const file of filesOf(site, '**/feed.json')) {
      const feed = JSON.parse(readFileSync(path.join(site.folder, file), 'utf8')) as JsonFeed;
      for (const { content_html: html = '', url } of feed.items) {
        const addresses = [...html.matchAll(/<(?:a|img)\s[^>]*?(?:href|src)="([^"]*)"/g)].map(
          (match) => match[1] ?? '',
        );
        for (const address of addresses) expect(address, url).toMatch(/^(?:https?|mailto|tel):/);
        const marks = html.replaceAll(/<code>[\s\S]*?<\/code>/g, '');
        expect(marks, url).not.toMatch(/<(?:script|style|iframe|form|button|label)[\s>]/);
        expect(marks, url).not.toMatch(/\s(?:class|style|on\w+|data-\w+)="/);
      }
    }
  });
}

test('feeds of the site, a topic and an author hold the whole text of what is public', () => {
  for (const list of ['', 'topics/performance/', 'authors/engineering-desk/']) {
    for (const name of ['rss.xml', 'atom.xml', 'feed.json']) {
      const feed = readFileSync(path.join(sample.folder, list, name), 'utf8');
      expect(feed, list + name).toContain('Suppose that a reader in Lisbon opens an article');
    }
  }
});

test("feeds announce members' articles without their text, and nothing that is not published", () => {
  const feed = readFileSync(path.join(fixture.folder, 'rss.xml'), 'utf8');
  expect(feed).toContain('What the captains said');
  expect(feed).not.toContain(canary);
  expect(feed).not.toContain('Unfinished');
});

test('programs find the feeds of the page they are on', async ({ page }) => {
  await page.goto(`${sample.url()}/topics/typography/`);
  const rss = page.locator('link[rel="alternate"][type="application/rss+xml"]');
  await expect(rss).toHaveAttribute('href', '/topics/typography/rss.xml');
  await page.goto(`${sample.url()}/articles/one-round-trip/`);
  await expect(page.locator('link[type="text/markdown"]')).toHaveAttribute(
    'href',
    '/articles/one-round-trip.md',
  );
});

interface JsonFeed {
  readonly version: string;
  readonly items: readonly {
    readonly url: string;
    readonly content_html?: string;
    readonly date_published: string;
    readonly authors: readonly unknown[];
  }[];
}
