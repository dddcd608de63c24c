/**
 * The same requests go to the twin and to Netlify's own emulation. Where the two must differ, the
 * request is in the second table with the reason and what the twin answers.
 */
import { NetlifyDev } from '@netlify/dev';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureSite, type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const asked: readonly Asked[] = [
  { path: '/' },
  { path: '/?utm=1' },
  { path: '/about' },
  { path: '/about/' },
  { path: '/nested/' },
  { path: '/nested/deep/' },
  { path: '/nested/index.html' },
  { path: '/404.html' },
  { path: '/assets/style.css' },
  { path: '/assets/note.txt' },
  { path: '/.well-known/security.txt' },
  { path: '/old' },
  { path: '/old/deep/' },
  { path: '/old/deep/?page=2' },
  { path: '/found' },
  { path: '/forced.html' },
  { path: '/about.html' },
  { path: '/rewritten' },
  { path: '/to-function' },
  { path: '/item?id=deep' },
  { path: '/sprache', headers: { 'accept-language': 'de-AT,en;q=0.5' } },
  { path: '/outside/a?b=c' },
  { path: '/gr%C3%B6%C3%9Fe' },
  { path: '/assets/note.txt', headers: { cookie: 'a=b; session=x' } },
  { path: '/assets/note.txt', headers: { cookie: '__Host-session=x' } },
  { path: '/assets/note.txt', method: 'POST', body: 'x', headers: { cookie: 'session=x' } },
  { path: '/assets/note.txt', headers: { cookie: 'my-session=x; SESSION=y; sessions=z' } },
  { path: '/from-config' },
  { path: '/api/hello' },
  { path: '/api/hello/' },
  { path: '/API/Hello' },
  { path: '/api/hello', method: 'DELETE' },
  { path: '/api/items/1' },
  { path: '/api/items/AbC' },
  { path: '/API/items/AbC' },
  { path: '/api/items/a%20b/parts/c%2Fd' },
  { path: '/api/items/gr%C3%BCn' },
  { path: '/api/echo', method: 'POST', body: 'Grüße', headers: { 'content-type': 'text/plain' } },
  { path: '/api/echo', method: 'PUT', body: '' },
  { path: '/api/cookies', headers: { cookie: 'theme=dark%20blue; other="x"; =odd; theme2=no' } },
  { path: '/api/cookies?value=%25' },
  { path: '/api/stream' },
  { path: '/preferred' },
  { path: '/preferred-nowhere' },
  { path: '/.netlify/functions/plain' },
  { path: '/.netlify/functions/plain', method: 'POST', body: 'x' },
  { path: '/api/folder' },
  { path: '/api/indexed' },
];

const notFoundByBoth: readonly Asked[] = [
  { path: '/nowhere' },
  { path: '/nowhere/' },
  { path: '/api/items/none' },
  { path: '/api/items/1', method: 'POST', body: 'x' },
  { path: '/api/echo' },
  { path: '/.netlify/functions/hello' },
  { path: '/.netlify/functions/nobody' },
  { path: '/%2e%2e/netlify.toml' },
];

interface Deviation extends Asked {
  readonly because: string;
  /** Theirs is written down too, so that this table cannot outlive its reasons. */
  readonly theirs: number | null;
  readonly ours: { readonly status: number; readonly body?: RegExp; readonly location?: string };
}

const deviations: readonly Deviation[] = [
  {
    because: 'it knows no 404 page',
    path: '/nowhere',
    theirs: null,
    ours: { status: 404, body: /Not here/ },
  },
  {
    because: 'it drops the status of a rule that is no redirect',
    path: '/gone/today',
    theirs: 200,
    ours: { status: 404, body: /Not here/ },
  },
  {
    because: 'it does not decode paths of files',
    path: '/gr%C3%BCn/',
    theirs: null,
    ours: { status: 200, body: /Green/ },
  },
  {
    because: 'it serves a folder without redirecting to its slash',
    path: '/nested?x=1',
    theirs: 200,
    ours: { status: 301, location: '/nested/?x=1' },
  },
  {
    because: 'it serves dotfiles',
    path: '/.env',
    theirs: 200,
    ours: { status: 404, body: /Not here/ },
  },
  {
    because: 'it serves the rules',
    path: '/_headers',
    theirs: 200,
    ours: { status: 404, body: /Not here/ },
  },
  {
    because: 'it lets anybody run a scheduled function',
    path: '/.netlify/functions/nightly',
    theirs: 200,
    ours: { status: 404, body: /Not here/ },
  },
  {
    because: 'it serves files to every method',
    path: '/about',
    method: 'DELETE',
    theirs: 200,
    ours: { status: 405 },
  },
  {
    because: 'it gives a file the headers of a redirect that did not apply',
    path: '/shadowed',
    theirs: 200,
    ours: { status: 200, body: /Shadowed/ },
  },
  {
    because: 'it shows the reason of a failure to the reader',
    path: '/api/throws',
    theirs: 500,
    ours: { status: 500, body: /written down/ },
  },
  {
    because: 'it shows the reason of a failure to the reader',
    path: '/api/cookies?value=a%20b',
    theirs: 500,
    ours: { status: 500, body: /written down/ },
  },
  {
    because: 'it throws for a malformed path',
    path: '/%zz',
    theirs: null,
    ours: { status: 400 },
  },
];

const comparedHeaders = [
  'content-type',
  'cache-control',
  'x-frame-options',
  'content-security-policy',
  'x-from-config',
  'x-echo',
  'set-cookie',
];

let twin: FixtureTwin;
let dev: NetlifyDev;
let removeSite: () => Promise<void>;

beforeAll(async () => {
  twin = await startFixtureTwin();
  const site = await copyFixtureSite();
  removeSite = site.remove;
  const off = { enabled: false };
  dev = new NetlifyDev({
    projectRoot: site.root,
    skipGitignore: true,
    aiGateway: off,
    blobs: off,
    database: off,
    edgeFunctions: off,
    environmentVariables: off,
    geolocation: off,
    images: off,
    logger: { log: () => undefined, warn: console.warn, error: console.error },
  });
  await dev.start();
}, 60_000);

afterAll(async () => {
  await dev.stop();
  await twin.close();
  await removeSite();
});

async function askBoth(request: Asked): Promise<{ ours: Response; theirs: Response | undefined }> {
  const { path, method = 'GET', headers = {}, body } = request;
  const init = { method, headers, ...(body !== undefined && { body }) };
  const theirs = await dev.handle(new Request(`http://localhost:8888${path}`, init));
  const ours = await fetch(`${twin.url}${path}`, { ...init, redirect: 'manual' });
  return { ours, theirs };
}

function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400;
}

async function describeAnswer(response: Response | undefined): Promise<unknown> {
  if (response === undefined) return 'nothing';
  const location = response.headers.get('location');
  // They name the whole URL and have no body; which of the two a redirect has changes nothing.
  if (isRedirect(response)) {
    const to = new URL(location ?? '', 'http://localhost:8888');
    return { status: response.status, to: to.href };
  }
  const headers = comparedHeaders.map((name) => [name, response.headers.get(name)]);
  const body = await response.text();
  return { status: response.status, headers: Object.fromEntries(headers), body };
}

async function statusOf(request: Asked): Promise<number | null> {
  const { path, method = 'GET' } = request;
  const asking = dev.handle(new Request(`http://localhost:8888${path}`, { method }));
  const response = await asking.catch(() => undefined);
  return response?.status ?? null;
}

describe('the twin beside @netlify/dev', () => {
  it.each(asked)('answers $path as Netlify does', async (request) => {
    const { ours, theirs } = await askBoth(request);
    expect(await describeAnswer(ours)).toEqual(await describeAnswer(theirs));
  });

  it.each(notFoundByBoth)('has nothing at $path, as Netlify', async (request) => {
    const { ours, theirs } = await askBoth(request);
    expect(theirs?.status ?? 404).toBe(404);
    expect(ours.status).toBe(404);
  });

  it.each(deviations)('differs at $path: $because', async ({ theirs, ours, ...request }) => {
    expect(await statusOf(request)).toBe(theirs);
    const answer = await twin.ask(request.path, { method: request.method ?? 'GET' });
    expect(answer.status).toBe(ours.status);
    expect(answer.headers.get('location')).toBe(ours.location ?? null);
    if (ours.body !== undefined) expect(answer.body.toString()).toMatch(ours.body);
  });

  it('differs in that files have an ETag, are compressed and vary', async () => {
    const request = { path: '/', headers: { 'accept-encoding': 'br' } };
    const { ours, theirs } = await askBoth(request);
    const names = ['etag', 'content-encoding', 'vary'];
    expect(names.map((name) => theirs?.headers.get(name) ?? null)).toEqual([null, null, null]);
    expect(names.map((name) => ours.headers.get(name) !== null)).toEqual([true, true, true]);
  });

  it('differs in that the CDN has taken what was meant for it', async () => {
    const { ours, theirs } = await askBoth({ path: '/api/hello' });
    expect(theirs?.headers.get('netlify-cdn-cache-control')).toBe('public, durable, max-age=60');
    expect(ours.headers.get('netlify-cdn-cache-control')).toBeNull();
    expect(ours.headers.get('netlify-cache-tag')).toBeNull();
  });
});
