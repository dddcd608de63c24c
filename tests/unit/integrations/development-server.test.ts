import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { developmentServerIntegration } from '#src/integrations/development-server.ts';
import { makeTemporaryFolder } from '#tests/setup/content.ts';

/** A development server of a site that was built before. */
async function startDevelopment() {
  const root = await makeTemporaryFolder();
  await mkdir(path.join(root, 'dist/pagefind/editions/abc/index'), { recursive: true });
  await writeFile(path.join(root, 'dist/pagefind/en.json'), '{"edition":"abc"}');
  await writeFile(path.join(root, 'dist/pagefind/editions/abc/index/0.pf_index'), 'words');
  await writeFile(path.join(root, 'dist/secret.txt'), 'the secret');
  await writeFile(path.join(root, 'package.json'), 'the secret');
  const { hooks } = developmentServerIntegration();
  const config = { outDir: pathToFileURL(`${path.join(root, 'dist')}/`) };
  await hooks['astro:config:done']?.({ config } as never);
  type Middleware = (...given: [...Parameters<RequestListener>, next: () => void]) => void;
  const used: Middleware[] = [];
  const middlewares = { use: (one: Middleware) => used.push(one) };
  await hooks['astro:server:setup']?.({ server: { middlewares } } as never);
  const server = createServer((asked, response) =>
    used[0]?.(asked, response, () => response.writeHead(418).end('next')),
  );
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  return async (address: string): Promise<{ status: number; body: string }> => {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
    // The path exactly as it is written, which `fetch` would tidy.
    const asking = request({ host: '127.0.0.1', port, path: address, agent: false });
    asked(asking, resolve, reject);
    return promise;
  };
}

function asked(
  asking: ReturnType<typeof request>,
  resolve: (answer: { status: number; body: string }) => void,
  reject: (error: Error) => void,
): void {
  asking.once('error', reject);
  asking.once('response', (response) => {
    text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
  });
  asking.end();
}

describe('the development server', () => {
  it('serves the index of the last build', async () => {
    const ask = await startDevelopment();
    expect(await ask('/pagefind/en.json')).toEqual({ status: 200, body: '{"edition":"abc"}' });
    expect(await ask('/pagefind/editions/abc/index/0.pf_index?x=1')).toEqual({
      status: 200,
      body: 'words',
    });
    expect(await ask('/pagefind/../pagefind/en.json')).toMatchObject({ status: 200 });
  });

  it('leaves everything else to others', async () => {
    const ask = await startDevelopment();
    for (const address of ['/', '/pagefind', '/pagefinder/en.json', '/articles/'])
      expect(await ask(address)).toEqual({ status: 418, body: 'next' });
  });

  it.each([
    '/pagefind/nothing.json',
    '/pagefind/',
    '/pagefind/editions',
    '/pagefind/editions/abc/index',
    '/pagefind/../../package.json',
    '/pagefind/../secret.txt',
    '/pagefind/%2e%2e/secret.txt',
    '/pagefind/%2e%2e/%2e%2e/package.json',
    '/pagefind/..%2fsecret.txt',
    '/pagefind/..%2f..%2fpackage.json',
    '/pagefind/..%5c..%5cpackage.json',
    '/pagefind/..\\..\\package.json',
    '/pagefind//../../package.json',
    '/pagefind/editions/abc/../../../../package.json',
    '/pagefind/%00',
    '/pagefind/en.json%00.txt',
    '/pagefind/%zz',
    '//pagefind/../../package.json',
    '//',
    'http://[/pagefind/en.json',
  ])('gives nothing for %s', async (address) => {
    const ask = await startDevelopment();
    const { status, body } = await ask(address);
    expect([404, 418]).toContain(status);
    expect(body).not.toContain('secret');
  });
});

/** Plugins for Vite that the integration asks Astro for. */
async function pluginsFor(command: 'dev' | 'build' | 'preview' | 'sync'): Promise<Plugin[]> {
  const plugins: Plugin[] = [];
  const updateConfig = ({ vite }: { vite: { plugins: Plugin[] } }): void => {
    plugins.push(...vite.plugins);
  };
  const { hooks } = developmentServerIntegration();
  // Of what Astro hands to the hook, it asks for no more.
  await hooks['astro:config:setup']?.({ command, updateConfig } as never);
  return plugins;
}

interface Asked {
  url: string | undefined;
}

interface Answering {
  readonly removeHeader: (name: string) => void;
}

type Handler = (request: Asked, response: Answering, next: () => void) => void;

/** The handlers of the development server, before and after those of others. */
async function handlers(): Promise<Record<'pre' | 'post', Handler>> {
  const found = new Map<string, Handler>();
  for (const { configureServer } of await pluginsFor('dev')) {
    if (typeof configureServer !== 'object') return expect.fail('A plugin has no order.');
    const { order, handler } = configureServer;
    const middlewares = { use: (one: Handler) => found.set(String(order), one) };
    // Of the server, a plugin asks for no more.
    await handler.call({} as never, { middlewares } as never);
  }
  const [pre, post] = [found.get('pre'), found.get('post')];
  if (found.size !== 2 || !pre || !post) return expect.fail('Two handlers are wanted.');
  return { pre, post };
}

/** The address that a handler passes on, and the headers that it has removed. */
function passOn(handler: Handler, url: string | undefined) {
  const request: Asked = { url };
  const removed: string[] = [];
  let passed = 0;
  handler(request, { removeHeader: (name) => removed.push(name) }, () => {
    passed += 1;
  });
  expect(passed).toBe(1);
  return { url: request.url, removed };
}

describe('the search page in development', () => {
  it.each([
    ['/search/', '/search/index.html'],
    ['/de/search/', '/de/search/index.html'],
    ['/pt-BR/search/', '/pt-BR/search/index.html'],
    ['/search/?q=a+b&topic=c', '/search/index.html?q=a+b&topic=c'],
    ['/de/search/?', '/de/search/index.html?'],
    ['/search/?from=/search/', '/search/index.html?from=/search/'],
  ])('is hidden from the function that answers it, and shown again: %s', async (url, hidden) => {
    const { pre, post } = await handlers();
    expect(passOn(pre, url)).toEqual({ url: hidden, removed: [] });
    expect(passOn(post, hidden).url).toBe(url);
  });

  it.each([
    '/',
    '/search',
    '/search.json',
    '/search/a/',
    '/research/',
    '/a/b/search/',
    '/articles/?q=/search/',
    '/?/search/',
    '//search/',
    '',
    undefined,
  ])('is no other: %s', async (url) => {
    const { pre, post } = await handlers();
    expect(passOn(pre, url).url).toBe(url);
    expect(passOn(post, url).url).toBe(url);
  });

  it('and all others have none of the headers of the last build', async () => {
    const { pre, post } = await handlers();
    for (const url of ['/', '/search/index.html', '/articles/one/']) {
      expect(passOn(pre, url).removed).toEqual([]);
      expect(passOn(post, url).removed.toSorted()).toEqual([
        'Cache-Control',
        'Content-Security-Policy',
        'Speculation-Rules',
      ]);
    }
  });

  it.each([
    ['/newsletter/served.txt', '/newsletter/served/'],
    ['/pt-br/newsletter/served.txt?x', '/pt-br/newsletter/served/?x'],
    ['/articles/newsletter/served.txt.html', '/articles/newsletter/served.txt.html'],
  ])('is a page where a build makes a file of it for functions: %s', async (url, shown) => {
    const { post } = await handlers();
    expect(passOn(post, url).url).toBe(shown);
  });

  it.each(['build', 'preview', 'sync'] as const)(
    'is nothing of the command %s',
    async (command) => {
      expect(await pluginsFor(command)).toEqual([]);
    },
  );
});
