import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was sent to a server that stands in for one elsewhere. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers from now on: each time the next, the last one for good. */
  answers: (...statuses: number[]) => void;
  /** Done before the next answer is given. */
  before: (act: () => Promise<unknown>) => void;
  close: () => Promise<void>;
}

/** Takes whatever is posted to it. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let statuses = [200];
  let act: (() => Promise<unknown>) | null = null;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        const { url: path = '/', headers } = request;
        received.push({ path, headers, body: Buffer.concat(parts).toString() });
        const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
        const doing = act;
        act = null;
        void Promise.resolve(doing?.()).then(() => response.writeHead(status).end());
      });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answers: (...next) => {
      statuses = next;
    },
    before: (next) => {
      act = next;
    },
    close: async () => {
      server.closeAllConnections();
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      await closed;
    },
  };
}
