import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { HtmlValidate } from 'html-validate';
import sharp from 'sharp';
import { pageIds } from '#src/shared/html-vocabulary.ts';
import { canary } from '#tests/setup/fixture-publication.ts';
import { fixtureFunctions } from '#tests/setup/sites.ts';
import { filesOf, fixture, sample, sites, type BuiltSite } from './sites.ts';

const read = (site: BuiltSite, file: string): string =>
  readFileSync(path.join(site.folder, file), 'utf8');

for (const site of sites) {
  test.describe(`${site.name}, as it was built`, () => {
    test('is valid HTML, every page of it', async () => {
      const validator = new HtmlValidate({
        extends: ['html-validate:standard'],
        rules: {
          // What Astro writes and browsers read alike.
          'attr-quotes': 'off',
          'doctype-style': 'off',
          'void-style': 'off',
          'no-trailing-whitespace': 'off',
          // Code that scrolls must be reachable by keyboard.
          'no-redundant-role': 'error',
        },
      });
      const problems: string[] = [];
      for (const file of filesOf(site, '**/*.html')) {
        const report = await validator.validateString(read(site, file), file);
        for (const { messages } of report.results) {
          for (const { line, ruleId, message } of messages) {
            problems.push(`${file}:${line} ${ruleId} ${message}`);
          }
        }
      }
      expect(problems).toEqual([]);
    });

    test('has no broken link, anchor or picture', () => {
      expect(brokenLinks(site)).toEqual([]);
    });

    test('has no id around a text that a heading of the text may have', () => {
      for (const file of filesOf(site, '**/articles/*/index.html')) {
        const around = read(site, file).replace(/<div class="prose.*?<footer class="end"/s, '');
        const ids = [...around.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
        expect(ids.length, file).toBeGreaterThan(2);
        for (const id of ids) expect(id.includes(':') || pageIds.has(id), id).toBe(true);
      }
    });

    test('has one title, one heading and one address for each page', () => {
      const seen = new Map<string, string>();
      for (const file of filesOf(site, '**/*.html')) {
        const html = read(site, file);
        expect(html.match(/<h1[\s>]/g), file).toHaveLength(1);
        const [canonical] = html.match(/<link rel="canonical" href="[^"]+"/) ?? [];
        if (isNotToBeFound(html)) continue;
        expect(canonical, file).toBeDefined();
        expect(
          seen.get(canonical ?? ''),
          `${file} has the address of another page`,
        ).toBeUndefined();
        seen.set(canonical ?? '', file);
      }
    });

    test('names in its sitemap every page that is to be found', () => {
      const urls = filesOf(site, 'sitemap-*.xml')
        .flatMap((file) => read(site, file).match(/(?<=<loc>)[^<]+/g) ?? [])
        .map((url) => decodeURI(new URL(url).pathname));
      const pages = filesOf(site, '**/index.html')
        .filter((file) => !isNotToBeFound(read(site, file)))
        .map((file) => `/${file.replace(/index\.html$/, '')}`)
        .filter((page) => !/\/page\/\d+\/$/.test(page));
      expect(urls.filter((url) => url.endsWith('/')).toSorted()).toEqual(pages.toSorted());
    });

    test('draws a picture for sharing for each article', async () => {
      const images = filesOf(site, '**/og/*.png');
      expect(images).toHaveLength(filesOf(site, '**/articles/*/index.html').length);
      for (const image of images.slice(0, 5)) {
        const { width, height } = await sharp(path.join(site.folder, image)).metadata();
        expect([width, height]).toEqual([1200, 630]);
      }
    });

    test('carries every article as Markdown, with full addresses', () => {
      for (const file of filesOf(site, '**/articles/*.md')) {
        const text = read(site, file);
        expect(text, file).toMatch(/^---\ntitle: ".*"\n[\s\S]*\n---\n\n# /);
        expect(text.replaceAll(/```[\s\S]*?```/g, ''), file).not.toMatch(/\]\((?:\/|\.\.?\/)/);
      }
    });

    test('says in its structured data what its pages say', () => {
      for (const file of filesOf(site, '**/articles/*/index.html')) {
        const html = read(site, file);
        const [, json = '{}'] =
          /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
        const data = JSON.parse(json) as Record<string, unknown>;
        expect(data['@type'], file).toBe('Article');
        expect(Number.isNaN(Date.parse(String(data['datePublished']))), file).toBe(false);
        expect(html).toContain(`<link rel="canonical" href="${String(data['mainEntityOfPage'])}"`);
      }
    });
  });
}

test('an article of a thousand words fits into one round trip, style sheets included', () => {
  const weights = filesOf(sample, 'articles/*/index.html').map((file) => {
    const html = read(sample, file);
    expect(html, file).not.toMatch(/<link[^>]+rel="stylesheet"/);
    const words = Number(/"wordCount":(\d+)/.exec(html)?.[1]);
    return { file, words, bytes: brotli(html) };
  });
  const ordinary = weights.filter(({ words }) => words <= 1_100);
  expect(ordinary.length).toBeGreaterThanOrEqual(4);
  for (const { file, bytes } of ordinary) expect(bytes, file).toBeLessThanOrEqual(14_336);
});

for (const [what, page, name] of [
  ["the newsletter's form", 'newsletter/index.html', 'SubscribeForm'],
  ['the button for passkeys', 'account/served.txt', 'PasskeyButton'],
  ['comments', 'articles/a-note-on-the-paper/index.html', 'Comments'],
] as const) {
  test(`the script for ${what} is 8 kB at most, Preact included`, () => {
    expect(weightOfIsland(read(sample, page), name)).toBeLessThanOrEqual(8_192);
  });
}

/** What one island of a page loads, as it is sent. */
function weightOfIsland(html: string, name: string): number {
  const [, component = ''] = new RegExp(`component-url="([^"]+/${name}[^"]*)"`).exec(html) ?? [];
  const [, renderer = ''] = /renderer-url="([^"]+)"/.exec(html) ?? [];
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    // What is imported by a call is loaded only if it is wanted.
    const imports = read(sample, file).matchAll(/\bfrom"\.\/([^"]+)"|\bimport"\.\/([^"]+)"/g);
    for (const [, named, bare] of imports) load(`_astro/${named ?? bare}`);
  };
  for (const url of [component, renderer]) load(url.slice(1));
  expect(loaded.size).toBeGreaterThan(2);
  return [...loaded].reduce((sum, file) => sum + brotli(read(sample, file)), 0);
}

test('nothing of a text that is not public is in what would be deployed', async () => {
  const leaks: string[] = [];
  for (const folder of [fixture.folder, fixtureFunctions]) {
    for (const file of await readdir(folder, { recursive: true })) {
      // What the one function carries that asks who is there.
      if (folder === fixtureFunctions && file.startsWith('members/')) continue;
      const bytes = await readFile(path.join(folder, file)).catch(() => null);
      if (bytes?.includes(canary)) leaks.push(file);
    }
  }
  expect(leaks).toEqual([]);
  expect(filesOf(fixture, '**/{unfinished,tomorrow}*')).toEqual([]);
});

test('every answer carries the security headers, whatever was asked', async ({ request }) => {
  for (const address of ['/', '/nowhere/', '/rss.xml', '/og/ferry.png', '/articles/ferry.md']) {
    const headers = (await request.get(fixture.url() + address, { maxRedirects: 0 })).headers();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy, address).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-|\*/);
    expect(headers, address).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': expect.stringMatching(/^(?:same|cross)-origin$/),
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'strict-origin-when-cross-origin',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
    });
  }
});

test('hashed files are kept for a year, pages are asked for again', async ({ request }) => {
  const [font] = filesOf(sample, '_astro/*.woff2');
  const hashed = await request.get(`${sample.url()}/${font}`);
  expect(hashed.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  const page = await request.get(`${sample.url()}/`);
  expect(page.headers()['cache-control']).toBe('public, max-age=0, must-revalidate');
  const { etag = '' } = page.headers();
  const again = await request.get(`${sample.url()}/`, { headers: { 'If-None-Match': etag } });
  expect(again.status()).toBe(304);
});

test('a hundred readers at once are all answered', async ({ request }) => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      request.get(index % 10 === 0 ? `${fixture.url()}/nowhere-${index}/` : `${fixture.url()}/`),
    ),
  );
  expect(answers.map((answer) => answer.status()).filter((status) => status >= 500)).toEqual([]);
});

/** The 404 page, and what comes after a form was sent. */
function isNotToBeFound(html: string): boolean {
  return html.includes('<meta name="robots" content="noindex"');
}

/** What a CDN sends (brotli at its usual level for files made beforehand). */
function brotli(text: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(text, { params }).length;
}

const answeredByFunctions =
  /\/newsletter\/editions\/$|\/account\/$|^\/api\/comments$|\/articles\/[^/]+\/members\/$/;

function brokenLinks(site: BuiltSite): string[] {
  const files = new Set(filesOf(site, '**/*').map((file) => `/${file}`));
  const anchors = new Map<string, Set<string>>();
  const pages = filesOf(site, '**/*.html');
  for (const page of pages) {
    const ids = [...read(site, page).matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
    anchors.set(`/${page}`, new Set(ids));
  }
  const own = new URL(/<loc>([^<]+)/.exec(read(site, 'sitemap-0.xml'))?.[1] ?? '').origin;
  const broken: string[] = [];
  for (const page of pages) {
    const base = new URL(`/${page.replace(/index\.html$/, '')}`, own);
    for (const reference of referencesIn(read(site, page))) {
      const url = new URL(reference, base);
      if (url.origin !== own) continue;
      const at = decodeURI(url.pathname);
      const file = at.endsWith('/') ? `${at}index.html` : at;
      if (!files.has(file) && !answeredByFunctions.test(at)) broken.push(`${page}: ${reference}`);
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (anchor && anchors.get(file)?.has(anchor) === false) broken.push(`${page}: ${reference}`);
    }
  }
  return broken;
}

function referencesIn(html: string): string[] {
  const single = [...html.matchAll(/\s(?:href|src|content)="([^"]+)"/g)]
    .map((match) => unescapeHtml(match[1] ?? ''))
    .filter((url) => /^(?:https?:|\/|\.|#)/.test(url));
  const sets = [...html.matchAll(/\ssrcset="([^"]+)"/g)].flatMap((match) =>
    (match[1] ?? '').split(',').map((candidate) => candidate.trim().split(' ')[0] ?? ''),
  );
  return [...single, ...sets];
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&#38;', '&').replaceAll('&amp;', '&').replaceAll('&#x26;', '&');
}
