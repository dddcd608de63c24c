import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFileMailer } from '#netlify/lib/mail/file-mailer.ts';
import { startTwin } from '#src/tools/twin/start-twin.ts';
import type { Mail } from '#netlify/lib/mail/mail.ts';
import { sampleMail, sampleMails } from '#tests/setup/mails.ts';
import { copyFixtureSite, type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

const names = ['MAIL_TRANSPORT', 'BROADSHEET_INBOX', 'AUTH_SECRET'];

let twin: FixtureTwin;

async function startTwinHere(): Promise<void> {
  twin = await startFixtureTwin();
}

beforeAll(startTwinHere);
afterAll(async () => twin.close());

function inboxFolder(): string {
  return process.env['BROADSHEET_INBOX'] ?? '';
}

async function receive(...mails: readonly Mail[]): Promise<void> {
  await createFileMailer(inboxFolder()).sendBatch(mails, 'batch');
}

async function textOf(path: string): Promise<string> {
  const answer = await twin.ask(path);
  expect(answer.status).toBe(200);
  return answer.body.toString();
}

/** The path of a mail by its subject. */
async function find(subject: string): Promise<string> {
  const list = await textOf('/__inbox/');
  const found = [...list.matchAll(/<a href="(\/__inbox\/[^"]+\/)"\s*>([^<]*)<\/a>/gu)];
  return found.find(([, , text]) => text === subject)?.[1] ?? `no mail: ${subject}`;
}

describe('the list of mails', () => {
  it('says what will be here while nothing is', async () => {
    const text = await textOf('/__inbox/');
    expect(text).toContain('Nothing has been sent yet.');
    expect(text).not.toContain('<ol');
  });

  it('shows the newest first, with whom it is from and to', async () => {
    await receive(sampleMail({ id: 'first', subject: 'The first' }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await receive(sampleMail({ id: 'second', subject: 'The second' }));
    const text = await textOf('/__inbox/');
    expect(text.indexOf('The second')).toBeLessThan(text.indexOf('The first'));
    expect(text).toContain('The Small Paper &lt;post@paper.example&gt;');
    expect(text).toContain('ann@example.org');
    expect(text).toMatch(/<time datetime="20\d\d-/u);
  });

  it('shows strangers’ words as words', async () => {
    const subject = '</a><script>alert(1)</script>" onload="x';
    await receive(sampleMail({ id: 'vector', subject, to: '"<img src=x>" <a@example.org>' }));
    const text = await textOf('/__inbox/');
    expect(text).not.toMatch(/<script|<img|" onload/u);
    expect(text).toContain('&lt;/a&gt;&lt;script&gt;');
  });

  it('runs nothing and loads nothing from elsewhere', async () => {
    const { headers } = await twin.ask('/__inbox/');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|\*/u);
    expect(headers.get('cache-control')).toBe('no-store');
    const style = await twin.ask('/__inbox/style.css');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(style.body.toString()).toContain('--paper');
  });

  it('is turned over like pages', async () => {
    await receive(...sampleMails(60));
    expect(await textOf('/__inbox/')).toContain('/__inbox/?page=2');
    const second = await textOf('/__inbox/?page=2');
    expect(second).toContain('Page 2 of 2');
    expect(second).toContain('The first');
    for (const page of ['999', '-1', 'x', '1e99', ''])
      expect(await textOf(`/__inbox/?page=${page}`)).toMatch(/Page [12] of 2/u);
  });

  it('passes over files that are no mails', async () => {
    await writeFile(join(inboxFolder(), 'note.txt'), 'not a mail');
    await writeFile(join(inboxFolder(), '.hidden.eml'), 'Subject: hidden');
    await writeFile(join(inboxFolder(), '9999-broken.eml'), Buffer.from([0, 255, 254, 13, 10]));
    const text = await textOf('/__inbox/');
    expect(text).not.toMatch(/not a mail|hidden/u);
    expect(text).toContain('(no subject)');
    expect(await textOf('/__inbox/9999-broken/')).toContain('(no subject)');
  });
});

describe('a mail', () => {
  beforeAll(async () => {
    await receive(
      sampleMail({
        id: 'whole',
        subject: 'שלום לכולם',
        html: '<!doctype html><html><head><title>x</title></head><body><script>alert(1)</script><a href="https://paper.example/confirm">Confirm</a></body></html>',
        text: 'Open https://paper.example/confirm?a=1&b=2 now.\n<b>not bold</b>',
        headers: { 'List-Unsubscribe': '<https://paper.example/u>' },
      }),
      sampleMail({ id: 'bare', subject: 'Bare', html: '<p>No head</p>' }),
    );
  });

  it('is shown with its text, its headers and a way to take it along', async () => {
    const path = await find('שלום לכולם');
    const text = await textOf(path);
    expect(text).toMatch(/<h1 dir="auto">שלום לכולם<\/h1>/u);
    expect(text).toContain(
      '<a href="https://paper.example/confirm?a=1&amp;b=2" target="_blank" rel="noopener"',
    );
    expect(text).toContain('&lt;b&gt;not bold&lt;/b&gt;');
    expect(text).toContain('List-Unsubscribe');
    const raw = await twin.ask(`${path}raw`);
    expect(raw.headers.get('content-type')).toBe('message/rfc822');
    expect(raw.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w.-]+\.eml"$/u,
    );
    expect(raw.body.toString()).toContain('Message-ID: <whole@paper.example>');
  });

  it('is kept in a frame where nothing runs and links open beside it', async () => {
    const path = await find('שלום לכולם');
    const frame = /<iframe[^>]*>/u.exec(await textOf(path))?.[0] ?? '';
    const sandbox = /sandbox="([^"]*)"/u.exec(frame)?.[1];
    expect(sandbox).toBe(
      'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
    );
    expect(frame).toContain(`src="${path}html"`);
    const inside = await twin.ask(`${path}html`);
    const policy = inside.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`sandbox ${sandbox};`);
    expect(policy).toContain("default-src 'none'");
    expect(inside.body.toString()).toContain('<head><base target="_blank"><title>');
    const bare = (await twin.ask(`${await find('Bare')}html`)).body.toString();
    expect(bare.trim()).toBe('<base target="_blank"><p>No head</p>');
  });

  it.each([
    '/__inbox/nothing/',
    '/__inbox/nothing/html',
    '/__inbox/nothing/raw',
    '/__inbox/..%2F..%2Fpackage/raw',
    '/__inbox/.ids/',
    '/__inbox/a/b/c',
    '/__inbox/style.css/x',
  ])('that is not there is not found: %s', async (path) => {
    expect((await twin.ask(path)).status).toBe(404);
  });

  it('has one address, which is for reading', async () => {
    const answer = await twin.ask('/__inbox?x=1');
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/__inbox/?x=1');
    expect((await twin.ask('/__inbox/', { method: 'POST' })).status).toBe(405);
  });
});

describe('who may read', () => {
  it.each([
    ['by another name that leads here', { host: 'evil.example' }],
    ['by an address in the network', { host: '192.168.1.7:8888' }],
    ['through a proxy', { 'x-forwarded-for': '203.0.113.9' }],
    ['through another kind of proxy', { forwarded: 'for=203.0.113.9' }],
  ])('is nobody %s', async (_, headers) => {
    for (const path of ['/__inbox/', '/__inbox/x/raw', '/__inbox/style.css'])
      expect((await twin.ask(path, { headers })).status).toBe(403);
    const run = await twin.ask('/__inbox/run/nightly', { method: 'POST', headers });
    expect(run.status).toBe(403);
  });

  it.each(['localhost:8888', '127.0.0.1', '[::1]:8888'])('is who asks by %s', async (host) => {
    expect((await twin.ask('/__inbox/', { headers: { host } })).status).toBe(200);
  });

  it('is nobody where a proxy stands in front', async () => {
    const other = await startFixtureTwin({ trustProxy: true });
    expect((await other.ask('/__inbox/')).status).toBe(404);
    await other.close();
  });
});

describe('the clock', () => {
  const own = { 'sec-fetch-site': 'same-origin' };

  it('has a button for each function that Netlify’s clock calls', async () => {
    const text = await textOf('/__inbox/');
    expect(text).toMatch(/<form method="post" action="\/__inbox\/run\/nightly">/u);
    expect(text).toContain('@daily');
    expect(text.match(/<button/gu)).toHaveLength(1);
  });

  it('calls it as Netlify would, and says how it went', async () => {
    const answer = await twin.ask('/__inbox/run/nightly', { method: 'POST', headers: own });
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe('/__inbox/?ran=nightly&status=200');
    expect(await textOf(location)).toContain('nightly ran (200).');
    const { nextRun } = Reflect.get(globalThis, 'nightly') as { nextRun: string };
    expect(Date.parse(nextRun)).toBeGreaterThan(Date.now());
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another site of this machine', { 'sec-fetch-site': 'same-site' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('is not set off by %s', async (_, headers) => {
    const answer = await twin.ask('/__inbox/run/nightly', { method: 'POST', headers });
    expect(answer.status).toBe(403);
  });

  it('calls nothing else, and by a button only', async () => {
    for (const name of ['hello', 'nothing', '..%2Fnightly', ''])
      expect(
        (await twin.ask(`/__inbox/run/${name}`, { method: 'POST', headers: own })).status,
      ).toBe(404);
    expect((await twin.ask('/__inbox/run/nightly', { headers: own })).status).toBe(405);
    const forged = await textOf('/__inbox/?ran=%3Cscript%3E&status=200');
    expect(forged).not.toContain('role="status"');
  });
});

describe('what functions are told on the owner’s machine', () => {
  let root: string;
  let remove: () => Promise<void>;
  const log = { info: () => undefined, error: () => undefined };

  beforeEach(async () => {
    for (const name of names) vi.stubEnv(name, undefined);
    ({ root, remove } = await copyFixtureSite());
    await mkdir(join(root, 'netlify', 'database'), { recursive: true });
  });

  afterEach(async () => remove());

  async function start(database: 'disk' | 'off') {
    return startTwin({ root, outDir: 'published', port: 0, database, log });
  }

  it('is forgotten with the twin that only works in memory', async () => {
    const first = await start('off');
    const { AUTH_SECRET: secret, BROADSHEET_INBOX: folder = '' } = process.env;
    expect(secret).toMatch(/^[\da-f]{64}$/u);
    expect((await stat(folder)).isDirectory()).toBe(true);
    // A second one in this process has its own.
    const second = await start('off');
    expect(process.env['AUTH_SECRET']).not.toBe(secret);
    expect(process.env['BROADSHEET_INBOX']).not.toBe(folder);
    await first.close();
    expect(process.env['AUTH_SECRET']).toMatch(/^[\da-f]{64}$/u);
    await second.close();
    expect(process.env['AUTH_SECRET']).toBeUndefined();
    expect(process.env['BROADSHEET_INBOX']).toBeUndefined();
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  it('is kept from one run to the next, for the owner alone', async () => {
    const first = await start('disk');
    const secret = process.env['AUTH_SECRET'];
    expect(process.env['BROADSHEET_INBOX']).toBe(join(root, '.netlify', 'inbox'));
    await receive(sampleMail());
    await first.close();
    expect(((await stat(join(root, '.netlify', 'secret'))).mode & 0o077).toString(8)).toBe('0');
    const second = await start('disk');
    expect(process.env['AUTH_SECRET']).toBe(secret);
    const list = await fetch(second.inbox ?? '');
    expect(await list.text()).toContain('Confirm your subscription');
    await second.close();
    await writeFile(join(root, '.netlify', 'secret'), 'cut o');
    const third = await start('disk');
    expect(process.env['AUTH_SECRET']).toMatch(/^[\da-f]{64}$/u);
    await third.close();
  }, 90_000);

  it('is what the owner says, and stays', async () => {
    vi.stubEnv('AUTH_SECRET', 'the owner’s own');
    vi.stubEnv('BROADSHEET_INBOX', join(root, 'mails'));
    const own = await start('off');
    await receive(sampleMail());
    expect(await (await fetch(own.inbox ?? '')).text()).toContain('Confirm your subscription');
    await own.close();
    expect(process.env['AUTH_SECRET']).toBe('the owner’s own');
    expect((await stat(join(root, 'mails'))).isDirectory()).toBe(true);
  });

  it('has no inbox where somebody else carries the mails', async () => {
    vi.stubEnv('MAIL_TRANSPORT', 'smtp');
    const other = await start('off');
    expect(other.inbox).toBeNull();
    expect(process.env['BROADSHEET_INBOX']).toBeUndefined();
    expect((await fetch(`${other.url}/__inbox/`)).status).toBe(404);
    await other.close();
  });

  it('is gone when a twin cannot start', async () => {
    await writeFile(join(root, 'netlify', 'functions', 'broken.ts'), 'export default (');
    await expect(start('off')).rejects.toThrow(/could not be loaded/u);
    for (const name of names) expect(process.env[name]).toBeUndefined();
  });
});
