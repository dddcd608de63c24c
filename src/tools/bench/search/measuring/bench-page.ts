import type { Browser, Page } from '@playwright/test';
import type { OpenClient } from '#src/tools/bench/search/engines/engine.ts';
import type { BenchServer } from './serve-folder.ts';

/** An answer and what it cost. */
export interface Asked {
  readonly urls: readonly string[];
  readonly milliseconds: number;
  /** Bodies as sent, without headers. */
  readonly bytes: number;
}

/** A page in which a reader searches. */
export interface BenchPage {
  /** The first time this includes all that has to be loaded. */
  readonly ask: (text: string) => Promise<Asked>;
  readonly close: () => Promise<void>;
}

const longestInMilliseconds = 180_000;

/** Opens a page with nothing in the browser's cache. */
export async function openBenchPage(browser: Browser, server: BenchServer): Promise<BenchPage> {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto('/');
  server.takeBytes();
  return {
    async ask(text) {
      const { urls, milliseconds } = await within(longestInMilliseconds, askInPage(page, text));
      return { urls, milliseconds, bytes: server.takeBytes() };
    },
    close: () => context.close(),
  };
}

/** The time is taken in the page: from the key that starts the search until results can be shown. */
function askInPage(page: Page, text: string): Promise<Omit<Asked, 'bytes'>> {
  return page.evaluate(async (text) => {
    const start = performance.now();
    // Made by bundleClient; evaluated again, a module is the same one.
    const address = '/client.js';
    const client = (await import(address)) as { open: OpenClient };
    const kept = globalThis as { search?: ReturnType<OpenClient> };
    kept.search ??= client.open();
    const search = await kept.search;
    const urls = await search(text);
    return { urls, milliseconds: performance.now() - start };
  }, text);
}

async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`An answer took more than ${milliseconds / 1000} s.`));
  }, milliseconds);
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
