import { createServer, type AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import lighthouse, { type Result } from 'lighthouse';
import { browserArguments } from './find-browser.ts';

export type LighthouseCategory = 'accessibility' | 'best-practices' | 'performance' | 'seo';

/** Looks at pages with Lighthouse under its mobile settings. */
export interface Lighthouse {
  look: (url: string, categories: readonly LighthouseCategory[]) => Promise<Result>;
  close: () => Promise<void>;
}

/** Starts a browser for Lighthouse. */
export async function startLighthouse(executablePath: string): Promise<Lighthouse> {
  const port = await findFreePort();
  const browser = await chromium.launch({
    executablePath,
    args: [...browserArguments, `--remote-debugging-port=${port}`],
  });
  return {
    look: async (url, categories) => {
      const run = await lighthouse(url, {
        port,
        logLevel: 'error',
        onlyCategories: [...categories],
      });
      if (!run) throw new Error(`Lighthouse gave no answer for ${url}.`);
      return run.lhr;
    },
    close: () => browser.close(),
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // A TCP server's address is never a pipe's name.
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
