import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { MailTemplates } from '#src/shared/newsletter/mail-templates.ts';
import {
  newsletterWords,
  type NewsletterSettings,
} from '#src/shared/newsletter/newsletter-settings.ts';
import { fixture, sample, watchForComplaints, type BuiltSite } from './sites.ts';

/** What the build makes for the newsletter, and what functions do with it. */
const languages = [
  [sample, ''],
  [fixture, ''],
  [fixture, '/ar'],
] as const;

async function readSettings(site: BuiltSite, prefix: string): Promise<NewsletterSettings> {
  const response = await fetch(`${site.url()}${prefix}/newsletter/served.json`);
  return (await response.json()) as NewsletterSettings;
}

/** Opens the page that functions write into, as they answer it, with `html` in it. */
async function openServed(page: Page, html: string, at = '/newsletter/served-here/') {
  await page.route(`**${at}`, async (route) => {
    const response = await fetch(`${sample.url()}/newsletter/served.txt`);
    const shell = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    const headers = {
      'content-security-policy': policy,
      'content-type': 'text/html; charset=utf-8',
    };
    // What comes after a form has none that would go on by itself.
    const isSent = route.request().method() === 'POST';
    const body = shell.replace(
      '<div id="served">',
      (start) => start + (isSent ? '<h1>Done</h1>' : html),
    );
    await route.fulfill({ status: 200, headers, body });
  });
  await page.goto(sample.url() + at);
}

test('a reader without JavaScript subscribes by the form alone', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  let sent = '';
  await page.route('**/api/subscribe', async (route) => {
    sent = route.request().postData() ?? '';
    await route.fulfill({ status: 303, headers: { Location: '/newsletter/sent/' } });
  });
  await page.goto(`${sample.url()}/articles/a-note-on-the-paper/`);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('reader@small.example');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect.poll(() => sent).not.toBe('');
  expect(Object.fromEntries(new URLSearchParams(sent))).toEqual({
    email: 'reader@small.example',
    website: '',
    locale: 'en',
    source: '/articles/a-note-on-the-paper/',
  });
  await page.goto(`${sample.url()}/newsletter/sent/`);
  await expect(page.getByRole('heading', { name: 'Please look into your inbox' })).toBeVisible();
  await context.close();
});

test('a reader finds the newsletter, what it is and how to subscribe', async ({ page }) => {
  await page.route('**/api/subscribe', (route) =>
    route.fulfill(
      route.request().method() === 'POST' ? { status: 202, json: {} } : { json: { stamp: 's' } },
    ),
  );
  await page.goto(sample.url());
  await page.getByRole('contentinfo').getByRole('link', { name: 'Newsletter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Newsletter' })).toBeVisible();
  // What the front page was still loading has been broken off by then.
  const expectNoComplaints = watchForComplaints(page);
  await expect(page.getByText('once a week, on Monday')).toBeVisible();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('reader@small.example');
  // It may be woken up after it was written into.
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByText('Please look into your inbox')).toBeFocused();
  await expect(page.getByRole('status')).toContainText('A mail is on its way');
  expectNoComplaints();
});

for (const [site, prefix] of languages) {
  test(`functions are told of the newsletter: ${site.name}${prefix}`, async () => {
    const settings = await readSettings(site, prefix);
    expect(Object.keys(settings.words).toSorted()).toEqual([...newsletterWords].toSorted());
    expect(settings.topics.length).toBeGreaterThan(1);
    expect(settings.isDefault).toBe(prefix === '');
    expect(settings.dir).toBe(prefix === '/ar' ? 'rtl' : 'ltr');
    const shell = await fetch(`${site.url()}${prefix}/newsletter/served.txt`);
    const html = await shell.text();
    expect(html).toContain(`<title>${settings.title}</title>`);
    expect(html).toContain(`<html lang="${settings.locale}" dir="${settings.dir}"`);
    expect(html.match(/<div id="served"><\/div>/g)).toHaveLength(1);
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect((await fetch(`${site.url()}${prefix}/newsletter/served/`)).status).toBe(404);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`mails have no barriers, ${site.name}${prefix}, ${colorScheme}`, async ({ page }) => {
      const { mail } = await readSettings(site, prefix);
      await page.emulateMedia({ colorScheme });
      const expectNoComplaints = watchForComplaints(page);
      for (const html of mailsOf(mail)) {
        for (const width of [320, 1000]) {
          await page.setViewportSize({ width, height: 800 });
          await page.setContent(html);
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
            .analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual(
            [],
          );
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
        }
      }
      expectNoComplaints();
    });
  }
}

const values: Readonly<Record<string, string>> = {
  title: 'Grüße & “other” signs, in a headline that goes on for longer than a line',
  description: 'What happened at the harbour, as far as it could be found out by asking.',
  byline: 'Harbour Desk · 20 October 2026',
};

/** Every mail, filled in as when it is sent. */
function mailsOf({ edition, ...single }: MailTemplates): string[] {
  const articles = edition.article.html.repeat(3);
  return [
    ...Object.values(single).map(({ html }) => html),
    edition.html.replace('{{articles}}', articles),
  ].map((html) =>
    html.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? 'https://x.example/'),
  );
}

test.describe('the page that functions write into', () => {
  const confirm =
    '<h1>One more step</h1><p>Yes?</p><form method="post" data-submit-itself><p><button name="token" value="t">Yes</button></p></form>';

  test('sends a form that submits itself, once', async ({ page }) => {
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const methods: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/served-here/')) methods.push(request.method());
    });
    await openServed(page, confirm);
    await expect.poll(() => methods).toEqual(['GET', 'POST']);
    await page.waitForLoadState('networkidle');
    expect(methods).toEqual(['GET', 'POST']);
    expect(complaints).toEqual([]);
  });

  test('leaves other forms to the reader', async ({ page }) => {
    const methods: string[] = [];
    page.on('request', (request) => methods.push(request.method()));
    await openServed(page, confirm.replace(' data-submit-itself', ''));
    await page.waitForLoadState('networkidle');
    expect(methods).not.toContain('POST');
    await expect(page.getByRole('button', { name: 'Yes' })).toBeVisible();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1440]) {
      test(`gives their forms a look without barriers, ${colorScheme}, ${width}`, async ({
        page,
      }) => {
        const expectNoComplaints = watchForComplaints(page);
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await openServed(page, everyForm);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        for (const target of await page.locator('#served :is(label, select, button)').all()) {
          expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        }
        expectNoComplaints();
      });
    }
  }
});

const everyForm = `<h1>What you get</h1><p>The newsletter.</p><p class="notice" role="status">Saved.</p>
<form method="post"><fieldset><legend>Topics</legend><p class="hint">If you choose none, you get everything.</p><ul>
<li><label><input type="checkbox" name="topic"> Boats</label></li>
<li><label><input type="checkbox" name="topic"> A topic with a name that is so long that it has to go over several lines on a telephone</label></li></ul></fieldset>
<fieldset><legend>How often</legend><ul><li><label><input type="radio" name="often" checked> Once a week</label></li></ul></fieldset>
<p><label>Language <select name="locale"><option>English</option></select></label></p><p><button>Save</button> <button class="quiet">Leave</button></p></form>
<h2>Past editions</h2><ul class="editions"><li><a href="/newsletter/">Newsletter of 14 September</a> <time datetime="2026-09-14">14 September 2026</time></li></ul>`;
