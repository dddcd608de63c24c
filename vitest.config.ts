/// <reference types="vitest/config" />
import { getViteConfig } from 'astro/config';

/*
 * Astro's own Vite settings, so that `astro:…` modules and `.astro` files can be imported, but not
 * `astro.config.mjs`: a unit test starts no adapter and writes no pages.
 */
export default getViteConfig(
  {
    test: {
      include: ['tests/{unit,functions,islands}/**/*.test.{ts,tsx}'],
      setupFiles: ['tests/setup/fail-on-console-error.ts'],
      maxWorkers: 2,
      // Style sheets are left out of tests, but those that are read as texts.
      css: { include: [/\?raw$/] },
      // Time enough where a machine is busy with something else: commands begin programs of their own.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
    },
  },
  { configFile: false, logLevel: 'error' },
);
