import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTwin } from '#src/tools/twin/start-twin.ts';
import { copyFixtureSite, type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

let twin: FixtureTwin;

beforeAll(async () => {
  twin = await startFixtureTwin();
});

afterAll(async () => twin.close());

describe('what a function is told', () => {
  it('knows the address of the connection and not what a stranger claims', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-nf-geo': 'forged' };
    const answer = await twin.ask('/api/context', { headers });
    expect(JSON.parse(answer.body.toString())).toEqual({
      ip: '127.0.0.1',
      deploy: 'dev',
      isPublished: false,
      isSameContext: true,
      path: true,
      url: `http://127.0.0.1:${twin.port}/api/context`,
      forged: null,
    });
  });

  it('has its own Netlify.context, however many run at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => twin.ask('/api/context')),
    );
    expect(answers.every(({ body }) => JSON.parse(body.toString()).isSameContext)).toBe(true);
  });

  it('reads and sets cookies as the platform does', async () => {
    const answer = await twin.ask('/api/cookies', { headers: { cookie: 'theme=dark; theme2=no' } });
    expect(JSON.parse(answer.body.toString())).toEqual({ theme: 'dark' });
    expect(answer.headers.getSetCookie()).toEqual([
      'seen=a%20b; HttpOnly; Path=/',
      '__Host-id=1; Secure; Path=/',
      'old=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ]);
  });
});

describe('what a function answers', () => {
  it('carries none of the headers of _headers', async () => {
    const { headers } = await twin.ask('/api/hello');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('comes as it is made', async () => {
    const asked = request({
      port: twin.port,
      host: '127.0.0.1',
      path: '/api/stream',
      agent: false,
    });
    asked.end();
    const [response] = await once(asked, 'response');
    const chunks: string[] = [];
    for await (const chunk of response) chunks.push(String(chunk));
    expect(chunks.join('')).toBe('one two three');
    expect(response.headers['transfer-encoding']).toBe('chunked');
  });

  it('has no body for HEAD', async () => {
    const answer = await twin.ask('/api/hello', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveLength(0);
  });

  it('is an honest 500 when it throws, with the cause in the log and not in the answer', async () => {
    const forPeople = await twin.ask('/api/throws', { headers: { accept: 'text/html' } });
    const forPrograms = await twin.ask('/api/throws');
    expect(forPeople.status).toBe(500);
    expect(forPeople.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(JSON.parse(forPrograms.body.toString())).toMatchObject({
      error: { code: 'internal_error' },
    });
    expect(`${forPeople.body}${forPrograms.body}`).not.toContain('the reason');
    expect(twin.errors.filter((line) => line.startsWith('Function throws failed'))).toHaveLength(2);
  });
});

describe('which function is called', () => {
  it('lists what there is, scheduled ones too', () => {
    expect(twin.functions).toContain('nightly: scheduled (@daily), not run here');
    expect(twin.functions).toContain('echo: POST|PUT /api/echo');
  });

  it('lets a rule of _redirects lead to a function', async () => {
    const answer = await twin.ask('/to-function?x=1');
    expect(JSON.parse(answer.body.toString())).toMatchObject({ path: '/to-function' });
  });
});

describe('functions of other kinds', () => {
  let root: string;
  let remove: () => Promise<void>;
  const errors: string[] = [];
  const log = { info: () => undefined, error: (line: string) => errors.push(line) };

  beforeAll(async () => {
    ({ root, remove } = await copyFixtureSite());
  });

  afterAll(async () => remove());

  async function startWith(name: string, source: string) {
    const folder = join(root, name, 'netlify', 'functions');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.mjs`), source);
    const outDir = join(root, 'published');
    return startTwin({ root: join(root, name), outDir, port: 0, database: 'off', log });
  }

  it('answers 202 for a background function and waits for it when closing', async () => {
    const own = await startWith(
      'background',
      `import { setTimeout } from 'node:timers/promises';
      globalThis.backgroundRuns = 0;
      export default async () => { await setTimeout(100); globalThis.backgroundRuns += 1; };
      export const config = { path: '/run', background: true };`,
    );
    const answer = await fetch(`${own.url}/run`);
    expect(answer.status).toBe(202);
    await own.close();
    expect(Reflect.get(globalThis, 'backgroundRuns')).toBe(1);
  });

  it('knows a background function by its name, and gives it all that was sent', async () => {
    const own = await startWith(
      'edition-background',
      `import { setTimeout } from 'node:timers/promises';
      globalThis.heardInBackground = null;
      export default async (request) => {
        await setTimeout(50);
        globalThis.heardInBackground = (await request.text()).length;
        return new Response('nobody reads this');
      };`,
    );
    const address = `${own.url}/.netlify/functions/edition-background`;
    const answer = await fetch(address, { method: 'POST', body: 'x'.repeat(200_000) });
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('');
    await own.close();
    expect(Reflect.get(globalThis, 'heardInBackground')).toBe(200_000);
  });

  it('writes down what a background function failed of', async () => {
    const own = await startWith(
      'failing-background',
      `export default async () => { throw new Error('nobody waits for this'); };`,
    );
    const answer = await fetch(`${own.url}/.netlify/functions/failing-background`);
    expect(answer.status).toBe(202);
    await own.close();
    expect(errors.splice(0)).toEqual(['Work after an answer failed']);
  });

  it('tells a function that the reader has gone', async () => {
    const own = await startWith(
      'leaving',
      `export default async (request) => {
        globalThis.hasLeft = false;
        request.signal.addEventListener('abort', () => { globalThis.hasLeft = true; });
        const body = new ReadableStream({ async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          controller.enqueue(new TextEncoder().encode('still here '));
        } });
        return new Response(body);
      };
      export const config = { path: '/endless' };`,
    );
    const asked = request(`${own.url}/endless`, { agent: false }).end();
    asked.on('error', () => undefined);
    const [response] = await once(asked, 'response');
    await once(response, 'data');
    response.on('error', () => undefined);
    asked.destroy();
    await expect.poll(() => Reflect.get(globalThis, 'hasLeft')).toBe(true);
    await own.close();
    expect(errors).toEqual([]);
  });

  it('hangs up when a stream fails midway, so that nobody takes it for whole', async () => {
    const own = await startWith(
      'broken-stream',
      `let sent = false;
      export default async () => new Response(new ReadableStream({ async pull(controller) {
        if (sent) throw new Error('midway');
        sent = true;
        controller.enqueue(new TextEncoder().encode('half'));
      } }));
      export const config = { path: '/half' };`,
    );
    await expect(fetch(`${own.url}/half`).then(async (answer) => answer.text())).rejects.toThrow();
    await expect.poll(() => errors.splice(0)).toEqual(['GET /half failed']);
    await own.close();
  });

  it.each([
    ['no-export', 'export const x = 1;', /exports no function/],
    ['broken-syntax', 'export default (', /could not be loaded/],
    ['bad-path', 'export default () => {}; export const config = { path: "x" };', /is no route/],
  ])('does not start with a function that cannot work: %s', async (name, source, message) => {
    await expect(startWith(name, source)).rejects.toThrow(message);
  });

  it('finishes what has begun before it closes', async () => {
    const own = await startWith(
      'slow',
      `export default async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return new Response('done');
      };
      export const config = { path: '/slow' };`,
    );
    const asked = fetch(`${own.url}/slow`);
    await pause(100);
    const closing = own.close();
    expect(await (await asked).text()).toBe('done');
    await closing;
    await expect(fetch(`${own.url}/slow`)).rejects.toThrow();
  });
});
