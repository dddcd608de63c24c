import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { accountOf, gitHubClient, startGitHub, type GitHub } from '#tests/mocks/github.ts';
import type { TestBrowser } from '#tests/setup/account-browser.ts';

/** A GitHub for the tests beside which this stands, set up as an owner would. */
export function useGitHub(): GitHub {
  const gitHub = {} as GitHub;
  beforeAll(async () => {
    Object.assign(gitHub, await startGitHub(() => gitHub));
  });
  afterAll(() => gitHub.stop());
  beforeEach(() => {
    vi.stubEnv('GITHUB_CLIENT_ID', gitHubClient.id);
    vi.stubEnv('GITHUB_CLIENT_SECRET', gitHubClient.secret);
    vi.stubEnv('GITHUB_BASE_URL', gitHub.url);
    gitHub.account = accountOf('ann@example.org');
    gitHub.agrees = true;
    gitHub.disturbance = null;
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  return gitHub;
}

/** Presses the button; answers the address at GitHub that it leads to. */
export async function leave(browser: TestBrowser): Promise<URL> {
  const answer = await browser.post('/account/github');
  const [, url = ''] = /^0; url=(.*)$/u.exec(answer.headers.get('refresh') ?? '') ?? [];
  return new URL(url);
}

/** What GitHub sends a browser back with. */
export async function agree(url: URL): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  const { pathname, search } = new URL(answer.headers.get('location') ?? '');
  return pathname + search;
}

export async function signInByGitHub(browser: TestBrowser): Promise<Response> {
  return browser.get(await agree(await leave(browser)));
}
