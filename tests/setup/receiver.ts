import { createServer } from 'node:http';
import { hangUp, listenHere } from '#tests/mocks/loopback.ts';

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
  const port = await listenHere(server);
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
      await hangUp(server);
    },
  };
}
