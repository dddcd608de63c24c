import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** No browser could be found or installed; the message says what to do. */
export class BrowserError extends Error {
  override readonly name = 'BrowserError';
}

/** Where systems keep a Chromium or Chrome. */
const systemPaths: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The flag that Chromium needs where it may not make its sandbox: as root, as in most containers. */
export const browserArguments: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Answers the path of a Chromium: `CHROMIUM_PATH`, the system's, or Playwright's own; null if there is none. */
export function findBrowser(): string | null {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new BrowserError(`CHROMIUM_PATH names ${chosen}, where there is no file.`);
  }
  return [...systemPaths, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/** Finds a Chromium, or installs one: Debian's package where we are root, else Playwright's own. */
export function requireBrowser(log: (line: string) => void): string {
  const found = findBrowser();
  if (found !== null) return found;
  log('No Chromium found: installing one.');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  if (findBrowser() === null) run('npx', ['playwright', 'install', 'chromium']);
  const installed = findBrowser();
  if (installed !== null) return installed;
  throw new BrowserError(
    'There is no Chromium, and none could be installed. Install Chromium or Chrome, or say where it is with CHROMIUM_PATH=/path/to/chromium.',
  );
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
