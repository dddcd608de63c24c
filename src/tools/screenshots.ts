import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import sharp from 'sharp';
import { browserArguments, requireBrowser } from './browser/find-browser.ts';
import { startTwin } from './twin/start-twin.ts';

/** Takes the README's pictures from the built site: `npm run build && npm run screenshots`. */

interface Shot {
  readonly name: string;
  readonly address: string;
  readonly colorScheme: 'light' | 'dark';
  readonly height: number;
}

const article = '/articles/a-longer-way-to-a-short-page/';
const shots: readonly Shot[] = [
  { name: 'front-page', address: '/', colorScheme: 'light', height: 1500 },
  { name: 'article', address: article, colorScheme: 'light', height: 1900 },
  { name: 'article-night', address: article, colorScheme: 'dark', height: 1900 },
];

const root = process.cwd();
const folder = path.join(root, '.github', 'screenshots');
await mkdir(folder, { recursive: true });
const twin = await startTwin({ root, port: 0, database: 'off' });
const browser = await chromium.launch({
  executablePath: requireBrowser(console.log),
  args: [...browserArguments],
});
for (const shot of shots) {
  await sharp(await take(browser, shot))
    .resize(1200)
    .webp({ quality: 76 })
    .toFile(path.join(folder, `${shot.name}.webp`));
  console.log(`.github/screenshots/${shot.name}.webp`);
}
await browser.close();
await twin.close();

async function take(from: Browser, { address, colorScheme, height }: Shot): Promise<Buffer> {
  const page = await from.newPage({ viewport: { width: 1440, height }, colorScheme });
  await page.goto(twin.url + address, { waitUntil: 'networkidle' });
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
