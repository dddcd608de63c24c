import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { answerPicture } from '#netlify/lib/contentful/answer-picture.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const picture: Answer = (request, response) => {
  const format = new URL(request.url ?? '', 'http://x.invalid').searchParams.get('fm');
  response.writeHead(200, { 'Content-Type': `image/${format}` }).end('bytes');
};

/** Serves as the Images API; answers the paths it was asked for. */
async function startImages(answer: Answer): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv('CONTENTFUL_SPACE_ID', 'space1');
  vi.stubEnv('CONTENTFUL_HOST', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return asked;
}

function ask(query: string, params: Readonly<Record<string, string>> = {}): Promise<Response> {
  const request = new Request(`https://small.example/_contentful/photo/v1/a.jpg${query}`);
  return answerPicture(request, { asset: 'photo', version: 'v1', name: 'a.jpg', ...params });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('a picture of Contentful', () => {
  it('is asked for as pages name it, and kept for good', async () => {
    const asked = await startImages(picture);
    const answer = await ask('?w=800&fm=avif', { name: 'caf%C3%A9, 1.jpg' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('bytes');
    expect(asked).toEqual(['/space1/photo/v1/caf%C3%A9%2C%201.jpg?w=800&fm=avif&q=52']);
    expect(answer.headers.get('Content-Type')).toBe('image/avif');
    expect(answer.headers.get('Netlify-Cache-Tag')).toBe('cf-photo');
    expect(answer.headers.get('Netlify-CDN-Cache-Control')).toContain('durable');
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each(['', '?w=801&fm=avif', '?w=800&fm=svg', '?w=800', '?w=1e9&fm=webp', '?w=-800&fm=webp'])(
    'is none in other sizes and formats: %j',
    async (query) => {
      const asked = await startImages(picture);
      expect((await ask(query)).status).toBe(404);
      expect(asked).toEqual([]);
    },
  );

  it.each([
    { asset: '..' },
    { asset: '...' },
    { version: 'a/b' },
    { name: '..' },
    { name: '%2e%2e' },
    { name: 'a%2Fb' },
    { name: 'a%5Cb' },
    { name: '%' },
    { name: '' },
  ])('is none at %j', async (params) => {
    const asked = await startImages(picture);
    const status = (await ask('?w=800&fm=webp', params)).status;
    expect([status, asked.length]).toEqual([404, 0]);
  });

  it.each<[string, number, Answer]>([
    ['is not there', 404, (_, response) => response.writeHead(404).end()],
    ['failed', 503, (_, response) => response.writeHead(500).end()],
    ['hung up', 503, (_, response) => response.destroy()],
    ['leads elsewhere', 503, (_, response) => response.writeHead(302, { Location: '/x' }).end()],
    [
      'is a page',
      503,
      (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('x'),
    ],
    [
      'is more than 20 MB',
      503,
      (_, response) =>
        response
          .writeHead(200, { 'Content-Type': 'image/webp', 'Content-Length': '20971521' })
          .flushHeaders(),
    ],
    [
      'is a drawing',
      503,
      (_, response) => response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end('x'),
    ],
  ])('is not passed on when what Contentful has %s', async (_, status, answer) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await startImages(answer);
    const refused = await ask('?w=800&fm=webp');
    expect(refused.status).toBe(status);
    expect(refused.headers.get('Cache-Control') ?? '').not.toContain('immutable');
    expect(logged).toHaveBeenCalledTimes(status === 404 ? 0 : 1);
  });

  it('may be asked for without its bytes, and under any id', async () => {
    const asked = await startImages(picture);
    const request = new Request('https://small.example/?w=800&fm=webp', { method: 'HEAD' });
    const answer = await answerPicture(request, { asset: 'a.b_c-1', version: 'v1', name: 'a.jpg' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('Content-Type')).toBe('image/webp');
    expect(asked).toHaveLength(1);
  });

  it('is none where what is set is no address', async () => {
    vi.stubEnv('CONTENTFUL_SPACE_ID', 'space1');
    vi.stubEnv('CONTENTFUL_HOST', 'http://');
    expect((await ask('?w=800&fm=webp')).status).toBe(404);
  });

  it('is none without a space', async () => {
    vi.stubEnv('CONTENTFUL_SPACE_ID', '');
    expect((await ask('?w=800&fm=webp')).status).toBe(404);
  });
});
