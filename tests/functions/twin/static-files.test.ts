import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

const note = 'A plain text file, a little over thirty bytes.\n';

let twin: FixtureTwin;

beforeAll(async () => {
  twin = await startFixtureTwin();
});

afterAll(async () => twin.close());

describe('paths', () => {
  it.each([
    ['/', 200],
    ['/about', 200],
    ['/about/', 200],
    ['/nested/', 200],
    ['/gr%C3%BCn/', 200],
    ['/gru%CC%88n/', 200],
    ['/gr%c3%bcn/index.html', 200],
    ['/.well-known/security.txt', 200],
    ['/.hidden/secret.txt', 404],
    ['/.env', 404],
    ['/%2eenv', 404],
    ['/_headers', 404],
    ['/_redirects', 404],
    ['/%5Fheaders', 404],
    ['/nested/_headers/', 404],
    ['/assets/', 404],
    ['/assets', 404],
    ['/index.html/', 404],
    [`/${'long'.repeat(200)}`, 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await twin.ask(path)).status).toBe(status);
  });

  it('sends a folder without its slash on, query and all', async () => {
    const answer = await twin.ask('/gr%C3%BCn?a=%20b');
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/gr%C3%BCn/?a=%20b');
  });

  it('never sends a reader to another host', async () => {
    for (const path of ['//nested', '/old//example.com/', '/old/%2f%2fexample.com']) {
      const location = (await twin.ask(path)).headers.get('location') ?? '/';
      expect(new URL(location, 'http://here').host).toBe('here');
    }
  });
});

describe('headers of files', () => {
  it('says what a file is and in which charset', async () => {
    const types = ['/', '/assets/style.css', '/assets/note.txt'].map(async (path) =>
      (await twin.ask(path)).headers.get('content-type'),
    );
    expect(await Promise.all(types)).toEqual([
      'text/html; charset=utf-8',
      'text/css; charset=utf-8',
      'text/plain; charset=utf-8',
    ]);
  });

  it('has pages asked for again and takes the rules of _headers over that', async () => {
    const page = await twin.ask('/');
    const asset = await twin.ask('/assets/style.css');
    expect(page.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect((await twin.ask('/gr%C3%BCn/')).headers.get('x-green')).toBe('yes');
  });

  it('gives the 404 page its status and the rules', async () => {
    const answer = await twin.ask('/nowhere', {
      headers: { 'if-none-match': '*', range: 'bytes=0-3' },
    });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.body.toString()).toContain('Not here');
  });

  it('answers HEAD with the headers of GET and nothing else', async () => {
    for (const path of ['/', '/nested', '/nowhere', '/assets/note.txt']) {
      const get = await twin.ask(path);
      const head = await twin.ask(path, { method: 'HEAD' });
      expect(head.status).toBe(get.status);
      expect(head.body).toHaveLength(0);
      for (const name of ['content-length', 'content-type', 'etag', 'location', 'vary']) {
        expect(head.headers.get(name), name).toBe(get.headers.get(name));
      }
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s to a file', async (method) => {
    const answer = await twin.ask('/', { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('conditions', () => {
  it('answers 304 to whoever has the file, and keeps the headers that matter', async () => {
    const first = await twin.ask('/');
    const etag = first.headers.get('etag') ?? '';
    const second = await twin.ask('/', { headers: { 'if-none-match': `"other", ${etag}` } });
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(second.status).toBe(304);
    expect(second.body).toHaveLength(0);
    for (const name of ['etag', 'cache-control', 'vary', 'x-frame-options']) {
      expect(second.headers.get(name), name).toBe(first.headers.get(name));
    }
  });

  it('takes the plain file and the compressed one for the same content', async () => {
    const headers = { 'accept-encoding': 'br' };
    const weak = (await twin.ask('/', { headers })).headers.get('etag') ?? '';
    expect(weak).toMatch(/^W\/"[\w-]{22}"$/);
    expect((await twin.ask('/', { headers: { 'if-none-match': weak } })).status).toBe(304);
    const strong = weak.replace('W/', '');
    const answer = await twin.ask('/', { headers: { ...headers, 'if-none-match': strong } });
    expect(answer.status).toBe(304);
    expect(answer.headers.get('etag')).toBe(weak);
  });

  it('answers anew when the file has changed, though size and time are the same', async () => {
    const path = join(twin.root, 'published', 'changing.txt');
    await writeFile(path, 'one');
    const first = await twin.ask('/changing.txt');
    await writeFile(`${path}.next`, 'two');
    await rename(`${path}.next`, path);
    const etag = first.headers.get('etag') ?? '';
    const second = await twin.ask('/changing.txt', { headers: { 'if-none-match': etag } });
    expect(second.status).toBe(200);
    expect(second.body.toString()).toBe('two');
    await rm(path);
    expect((await twin.ask('/changing.txt')).status).toBe(404);
  });
});

describe('compression', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['identity', null],
    ['deflate', null],
    ['', null],
    ['br;q=nonsense', null],
  ])('answers Accept-Encoding %j with %j', async (accepted, encoding) => {
    const plain = await twin.ask('/');
    const answer = await twin.ask('/', { headers: { 'accept-encoding': accepted } });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(answer.headers.get('content-length')).toBe(String(answer.body.byteLength));
    const decode = { br: brotliDecompressSync, gzip: gunzipSync };
    const body = encoding === null ? answer.body : decode[encoding as 'br' | 'gzip'](answer.body);
    expect(body.equals(plain.body)).toBe(true);
  });

  it('leaves pictures as they are', async () => {
    await writeFile(join(twin.root, 'published', 'picture.png'), Buffer.alloc(4000));
    const answer = await twin.ask('/picture.png', { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('vary')).toBeNull();
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-6', 206, 'A plain'],
    ['bytes=-7', 206, 'bytes.\n'],
    ['bytes=40-', 206, 'bytes.\n'],
    ['bytes=40-9999', 206, 'bytes.\n'],
    ['bytes=-9999', 206, note],
    ['bytes=0-1,3-4', 200, note],
    ['lines=0-1', 200, note],
    ['bytes=6-2', 200, note],
    ['bytes=', 200, note],
    ['bytes=9999-', 416, ''],
    ['bytes=-0', 416, ''],
  ])('answers %s with %i', async (range, status, body) => {
    const answer = await twin.ask('/assets/note.txt', { headers: { range } });
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toBe(body);
  });

  it('says which part of how much it sends, uncompressed', async () => {
    const headers = { range: 'bytes=0-9', 'accept-encoding': 'br' };
    const answer = await twin.ask('/', { headers });
    expect(answer.headers.get('content-range')).toMatch(/^bytes 0-9\/\d{4}$/);
    expect(answer.headers.get('content-encoding')).toBeNull();
  });

  it('sends the whole file when If-Range names another state of it', async () => {
    const etag = (await twin.ask('/assets/note.txt')).headers.get('etag') ?? '';
    const ask = async (condition: string) =>
      twin.ask('/assets/note.txt', { headers: { range: 'bytes=0-1', 'if-range': condition } });
    expect((await ask(etag)).status).toBe(206);
    expect((await ask('"other"')).status).toBe(200);
    expect((await ask(`W/${etag}`)).status).toBe(200);
  });

  it('streams large files, whole and in parts', async () => {
    const bytes = Buffer.alloc(6 * 1024 * 1024, 'abcdefg');
    await writeFile(join(twin.root, 'published', 'large.txt'), bytes);
    const whole = await twin.ask('/large.txt', { headers: { 'accept-encoding': 'br' } });
    const part = await twin.ask('/large.txt', { headers: { range: 'bytes=-10' } });
    expect(whole.body.equals(bytes)).toBe(true);
    expect(whole.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(part.body.equals(bytes.subarray(-10))).toBe(true);
    expect(whole.headers.get('etag')).toMatch(/^"/);
  });
});

describe('a rebuild', () => {
  it('shows without a restart, rules included', async () => {
    expect((await twin.ask('/later')).status).toBe(404);
    await writeFile(join(twin.root, 'published', '_redirects'), '/later /nested/ 301\n');
    await writeFile(join(twin.root, 'published', '_headers'), '/*\n  X-Later: yes\n');
    await expect.poll(async () => (await twin.ask('/later')).status).toBe(301);
    await expect.poll(async () => (await twin.ask('/')).headers.get('x-later')).toBe('yes');
  });
});
