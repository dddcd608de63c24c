import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Page,
} from '@playwright/test';
import { browserArguments, requireBrowser } from '#src/tools/browser/find-browser.ts';

/** A browser for tests that vitest runs. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = requireBrowser(console.log);
  return chromium.launch({ executablePath, args: [...browserArguments] });
}

export interface WatchedPage {
  readonly page: Page;
  /** What the page has complained of since it was opened. */
  readonly complaints: string[];
}

/** Opens a page in a context of its own, and writes down what it complains of. */
export async function openWatchedPage(
  browser: Browser,
  {
    context = {},
    isComplaint = (message) => ['error', 'warning'].includes(message.type()),
  }: {
    readonly context?: BrowserContextOptions;
    readonly isComplaint?: (message: ConsoleMessage) => boolean;
  } = {},
): Promise<WatchedPage> {
  const page = await (await browser.newContext(context)).newPage();
  page.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  return { page, complaints };
}
