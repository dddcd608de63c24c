import { defineConfig } from '@playwright/test';
import { browserArguments, requireBrowser } from '#src/tools/browser/find-browser.ts';

/*
 * Journeys of readers and checks of whole sites, in a real browser. `sites.ts` builds and serves the
 * two sites they are made on.
 */
export default defineConfig({
  testDir: '../e2e',
  outputDir: '../../test-results',
  globalSetup: './sites.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  use: {
    ...(process.env['SAMPLE_URL'] ? { baseURL: process.env['SAMPLE_URL'] } : {}),
    launchOptions: {
      executablePath: requireBrowser(console.log),
      args: [...browserArguments],
    },
  },
});
