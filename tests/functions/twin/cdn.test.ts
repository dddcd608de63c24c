import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readKeeping, variantOf } from '#src/tools/twin/cdn/cache-rules.ts';
import { type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

/* What the CDN would keep of functions' answers, where the local server is told to keep it. */

let twin: FixtureTwin;

/** Counts how often it was asked, and answers with the headers that the request names. */
const counting = `let count = 0;
export default async (request) => {
  const { searchParams } = new URL(request.url);
  count += 1;
  const headers = JSON.parse(request.headers.get('x-answer') ?? '{}');
  const status = Number(searchParams.get('status') ?? 200);
  return new Response(String(count), { status, headers });
};
export const config = { path: '/*', preferStatic: true };`;

beforeAll(async () => {
  twin = await startFixtureTwin({ keepsAnswers: true });
  const folder = join(twin.root, '.netlify', 'v1', 'functions', 'ssr');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ssr.mjs'), counting);
});

afterAll(async () => twin.close());

let place = 0;
beforeEach(() => {
  place += 1;
});

const kept = {
  'netlify-cdn-cache-control': 'public, durable, max-age=60',
  'netlify-cache-tag': 'a,b',
};

async function ask(
  query = '',
  {
    answer = kept,
    ...options
  }: { answer?: object; method?: string; headers?: Record<string, string> } = {},
) {
  const headers = { 'x-answer': JSON.stringify(answer), ...options.headers };
  const got = await twin.ask(`/counted-${place}/${query}`, { ...options, headers });
  return { ...got, count: Number(got.body.toString()) };
}

function purge(tags: readonly string[], method = 'POST'): Promise<Response> {
  const url = process.env['BROADSHEET_PURGE_URL'] ?? '';
  const body = method === 'POST' ? JSON.stringify({ tags }) : null;
  return fetch(url, { method, body });
}

describe('an answer that is to be kept', () => {
  it('is made once, and its CDN headers are the CDN’s alone', async () => {
    const [first, second] = [await ask(), await ask()];
    expect(second.count).toBe(first.count);
    expect([first, second].map(({ headers }) => headers.get('cache-status'))).toEqual([
      '"Netlify Edge"; fwd=miss',
      '"Netlify Edge"; hit',
    ]);
    for (const name of Object.keys(kept)) expect(second.headers.get(name)).toBeNull();
    expect((await ask('', { method: 'HEAD' })).body.byteLength).toBe(0);
    expect((await ask('', { method: 'POST' })).count).toBeGreaterThan(first.count);
  });

  it('is made anew once one of its tags is purged', async () => {
    const first = await ask();
    expect((await purge(['c'])).status).toBe(202);
    expect((await ask()).count).toBe(first.count);
    await purge(['x', 'b']);
    expect((await ask()).count).toBeGreaterThan(first.count);
  });

  it('is made anew when its time is over', async () => {
    const first = await ask();
    vi.useFakeTimers({ now: Date.now() + 59_000, toFake: ['Date'] });
    expect((await ask()).count).toBe(first.count);
    vi.setSystemTime(Date.now() + 2000);
    expect((await ask()).count).toBeGreaterThan(first.count);
    vi.useRealTimers();
  });

  it.each([
    ['', '?a=1', false],
    ['query=-', '?a=1', true],
    ['query=b', '?a=1', true],
    ['query=a', '?a=1', false],
  ])('is the same for another query by Netlify-Vary: %j, %s', async (vary, query, isSame) => {
    const answer = { ...kept, 'netlify-vary': vary };
    const first = await ask('', { answer });
    const second = await ask(query, { answer });
    expect(second.count === first.count).toBe(isSame);
  });

  it('varies by headers and cookies that it names', async () => {
    const answer = { ...kept, 'netlify-vary': 'header=Accept,cookie=theme' };
    const first = await ask('', { answer });
    expect((await ask('', { answer, headers: { 'x-other': '1' } })).count).toBe(first.count);
    expect((await ask('', { answer, headers: { accept: 'text/plain' } })).count).not.toBe(
      first.count,
    );
    expect((await ask('', { answer, headers: { cookie: 'theme=dark' } })).count).not.toBe(
      first.count,
    );
  });
});

describe('an answer that is not to be kept', () => {
  it.each([
    [200, {}],
    [200, { 'netlify-cdn-cache-control': 'no-store' }],
    [200, { 'netlify-cdn-cache-control': 'private, max-age=60' }],
    [200, { ...kept, 'set-cookie': 'a=1' }],
    [503, kept],
  ])('is made each time: %i %j', async (status, answer) => {
    const [first, second] = [
      await ask(`?status=${status}`, { answer }),
      await ask(`?status=${status}`, { answer }),
    ];
    expect(second.count).toBeGreaterThan(first.count);
    expect(second.headers.get('cache-status')).toBeNull();
  });
});

describe('a purge', () => {
  it('is taken where nobody can guess, and by POST', async () => {
    const first = await ask();
    const { pathname } = new URL(process.env['BROADSHEET_PURGE_URL'] ?? '');
    expect(pathname).toMatch(/^\/__cdn\/[\da-f]{32}$/);
    await twin.ask('/__cdn/0', { method: 'POST', body: '{"tags":["a"]}' });
    expect((await purge(['a'], 'GET')).status).toBe(405);
    expect((await ask()).count).toBe(first.count);
  });

  it('has an address only while something is kept', async () => {
    const plain = await startFixtureTwin();
    await plain.close();
    expect(process.env['BROADSHEET_PURGE_URL']).toContain('/__cdn/');
  });
});

function keeping(control: string): number | undefined {
  return readKeeping(200, new Headers({ 'netlify-cdn-cache-control': control }))?.seconds;
}

it('reads how long and under which tags', () => {
  expect(keeping('public, s-maxage=5, max-age=9')).toBe(5);
  expect(keeping('max-age=9, stale-while-revalidate=99')).toBe(9);
  expect(keeping('stale-while-revalidate=99')).toBeUndefined();
  const one = variantOf(new Request('http://x.invalid/?b=1&a=2'), '');
  expect(one).toBe(variantOf(new Request('http://x.invalid/?a=2&b=1'), ''));
});
