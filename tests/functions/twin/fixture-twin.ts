import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { startTwin, type TwinOptions } from '#src/tools/twin/start-twin.ts';

const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'twin', 'site');

/** A copy of the fixture site that a test may change. */
export async function copyFixtureSite(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'broadsheet-twin-'));
  await cp(fixture, root, { recursive: true });
  // Not in the fixture: version control is told to leave such files out.
  await writeFile(join(root, 'published', '.env'), 'SECRET=1\n');
  return { root, remove: async () => rm(root, { recursive: true, force: true }) };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface FixtureTwin {
  readonly root: string;
  readonly port: number;
  readonly url: string;
  readonly functions: readonly string[];
  /** What the twin complained of. */
  readonly errors: string[];
  /** Sends a path exactly as written; `fetch` would tidy it first. */
  ask: (path: string, options?: AskOptions) => Promise<Answer>;
  /** Sends bytes as they are and returns all that comes back. */
  sendRaw: (bytes: string) => Promise<string>;
  close: () => Promise<void>;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export async function startFixtureTwin(options: Partial<TwinOptions> = {}): Promise<FixtureTwin> {
  const site = await copyFixtureSite();
  const errors: string[] = [];
  const log = { info: () => undefined, error: (line: string) => errors.push(line) };
  const twin = await startTwin({
    root: site.root,
    outDir: 'published',
    port: 0,
    database: 'off',
    log,
    ...options,
  });
  return {
    root: site.root,
    port: twin.port,
    url: twin.url,
    functions: twin.functions,
    errors,
    ask: async (path, asked) => ask(twin.port, path, asked),
    sendRaw: async (bytes) => sendRaw(twin.port, bytes),
    close: async () => {
      await twin.close();
      await site.remove();
    },
  };
}

async function ask(port: number, path: string, options: AskOptions = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { method = 'GET', headers = {} } = options;
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
  asked.once('error', reject);
  asked.once('response', (response) => {
    const received = new Headers();
    for (const [name, values = []] of Object.entries(response.headersDistinct)) {
      for (const value of values) received.append(name, value);
    }
    const status = response.statusCode ?? 0;
    buffer(response).then((body) => resolve({ status, headers: received, body }), reject);
  });
  asked.end(options.body);
  return promise;
}

async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}
