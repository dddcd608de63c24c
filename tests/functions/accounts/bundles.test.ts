import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { zipFunction } from '@netlify/zip-it-and-ship-it';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useAccountSite } from '#tests/setup/account-site.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

/*
 * What Netlify makes of the functions of accounts: bundled by its own tool, put where no package of
 * ours is near, and asked by a process that knows nothing but the bundle.
 */

useDatabase('server');
const site = useAccountSite();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-bundles-'));
  await writeFile(path.join(folder, 'ask.mjs'), program);
  for (const name of ['auth', 'account']) {
    await zipFunction(path.resolve('netlify', 'functions', `${name}.ts`), folder, {
      archiveFormat: 'none',
      basePath: process.cwd(),
      config: { '*': { nodeBundler: 'esbuild' } },
    });
  }
  site.setSettings({ url: site.url });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Loads a function and has it answer a request, as the platform would. */
const program = `
const [name, url, text] = process.argv.slice(2);
const { default: answer } = await import('./' + name + '/netlify/functions/' + name + '.mjs');
const { origin } = new URL(url);
const context = {
  ip: '192.0.2.1',
  deploy: { context: 'production', id: '0', published: true },
  site: { id: '0', name: 'test', url: origin },
  waitUntil: () => undefined,
};
const response = await answer(new Request(url, JSON.parse(text)), context);
console.log(JSON.stringify({ status: response.status, text: await response.text() }));
process.exit();
`;

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(name: string, at: string, options: RequestInit = {}): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['ask.mjs', name, site.url + at, JSON.stringify(options)],
    {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: process.env['DATABASE_URL'],
        AUTH_SECRET: 'k'.repeat(20) + 'm'.repeat(20),
        AWS_LAMBDA_FUNCTION_NAME: name,
      },
    },
  );
  // Written by the program above.
  return JSON.parse(stdout) as Answer;
}

describe('a bundle loads by itself and answers', () => {
  it('for passkeys', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const path = '/api/auth/passkey/generate-authenticate-options';
    const { status, text } = await ask('auth', path, { headers });
    expect(status).toBe(200);
    const challenge: unknown = expect.stringMatching(/^[\w-]{43}$/u);
    expect(JSON.parse(text)).toMatchObject({ rpId: '127.0.0.1', challenge });
  }, 60_000);

  it('with pages of accounts, the list of stolen passwords and the database with it', async () => {
    const { status, text } = await ask('account', '/account/');
    expect(status).toBe(200);
    expect(text).toContain('[signin.title]');
    const headers = {
      origin: site.url,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const post = (act: string, fields: Record<string, string>): Promise<Answer> => {
      const body = new URLSearchParams(fields).toString();
      return ask('account', `/account/${act}`, { method: 'POST', headers, body });
    };
    const person = { name: 'Ann', email: 'ann@example.org' };
    const weak = await post('sign-up', { ...person, password: 'password2026!' });
    expect(weak.text).toContain('[error.known_password]');
    const wrong = await post('sign-in', { ...person, password: 'seven boats under a bridge' });
    expect(wrong.status).toBe(401);
  }, 60_000);
});
