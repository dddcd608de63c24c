/** What a server needs that strangers can reach without Netlify in front of it. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createListener } from '#src/tools/twin/listener.ts';
import { closeServer, listen, urlOf } from '#src/tools/twin/listen.ts';
import { plainReply } from '#src/tools/twin/reply.ts';
import { type Answer, type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

const log = { info: () => undefined, error: () => undefined };

describe('a hundred requests at once', () => {
  let twin: FixtureTwin;

  beforeAll(async () => {
    twin = await startFixtureTwin();
  });

  afterAll(async () => twin.close());

  async function askMany(paths: readonly string[]): Promise<Answer[]> {
    const headers = { 'accept-encoding': 'br' };
    const asked = Array.from({ length: 100 }, async (_, index) =>
      twin.ask(paths[index % paths.length] ?? '/', { headers }),
    );
    return Promise.all(asked);
  }

  it.each([
    ['for one page', ['/'], 200],
    ['for one function', ['/api/hello'], 200],
    ['for a function that streams', ['/api/stream'], 200],
    ['for what is not there', ['/nowhere'], 404],
    ['for what has moved', ['/old'], 301],
  ])('are answered, %s', async (_what, paths, status) => {
    const answers = await askMany(paths);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
    expect(new Set(answers.map((answer) => answer.body.toString('hex'))).size).toBe(1);
  });

  it('are answered, of all kinds mixed', async () => {
    const answers = await askMany([
      '/',
      '/api/items/1',
      '/old',
      '/nowhere',
      '/api/stream',
      '/nested',
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });
});

describe('behind a proxy of the owner’s', () => {
  let twin: FixtureTwin;

  beforeAll(async () => {
    twin = await startFixtureTwin({ trustProxy: true });
  });

  afterAll(async () => twin.close());

  async function askContext(
    headers: Record<string, string>,
  ): Promise<{ ip: string; isPublished: boolean; url: string }> {
    return JSON.parse((await twin.ask('/api/context', { headers })).body.toString());
  }

  it('takes the last address, which the proxy wrote, and not what the reader put before', async () => {
    const told = await askContext({ 'x-forwarded-for': '198.51.100.1, 203.0.113.9' });
    expect(told.ip).toBe('203.0.113.9');
  });

  it('takes the scheme that the reader used', async () => {
    const told = await askContext({ 'x-forwarded-proto': 'https', host: 'example.org' });
    expect(told.url).toBe('https://example.org/api/context');
  });

  it('tells functions that this is the publication, and nobody’s own machine', async () => {
    expect((await askContext({})).isPublished).toBe(true);
  });

  it('falls back to the connection where the proxy says nothing', async () => {
    expect((await askContext({})).ip).toBe('127.0.0.1');
  });
});

describe('connections', () => {
  it('end for those who send their headers too slowly, and are kept for those who come back', () => {
    const server = createListener({
      handle: async () => plainReply(200, ''),
      trustProxy: false,
      log,
    });
    expect(server.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(120_000);
    expect(server.keepAliveTimeout).toBeGreaterThan(60_000);
  });

  it('serve several requests one after another', async () => {
    const twin = await startFixtureTwin();
    const socket = connect(twin.port, '127.0.0.1');
    const received: string[] = [];
    socket.setEncoding('utf8').on('data', (text: string) => received.push(text));
    socket.write('GET /about HTTP/1.1\r\nHost: a\r\n\r\nGET /nested HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect
      .poll(() => received.join('').match(/HTTP\/1\.1 \d+/g))
      .toEqual(['HTTP/1.1 200', 'HTTP/1.1 301']);
    const closing = twin.close();
    await Promise.all([once(socket, 'close'), closing]);
  });
});

describe('where it listens', () => {
  it('names the port, PORT and a way out when the port is taken', async () => {
    const first = createServer();
    const port = await listen(first, 0, '127.0.0.1');
    await expect(listen(createServer(), port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} (PORT) is in use by another program. Choose another one, for example: PORT=8889`,
    );
    await closeServer(first);
  });

  it('says that HOST is no address of this machine', async () => {
    await expect(listen(createServer(), 0, '203.0.113.1')).rejects.toThrow(
      /\(HOST\) is no address/,
    );
  });

  it('can be all of the network', async () => {
    const twin = await startFixtureTwin({ host: '0.0.0.0' });
    expect((await twin.ask('/')).status).toBe(200);
    await twin.close();
  });

  it.each([
    ['127.0.0.1', 'http://localhost:80'],
    ['0.0.0.0', 'http://localhost:80'],
    ['192.0.2.7', 'http://192.0.2.7:80'],
    ['2001:db8::1', 'http://[2001:db8::1]:80'],
  ])('is shown for %s as %s', (host, url) => {
    expect(urlOf(host, 80)).toBe(url);
  });
});
