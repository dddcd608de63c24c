import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { readRequestTarget } from './request-target.ts';
import type { Visit } from './visit.ts';
import { toWebStream } from './web-streams.ts';

/** What a function takes at most on Netlify. */
export const largestBodyInBytes = 6 * 1024 * 1024;

export type Incoming =
  | { readonly kind: 'visit'; readonly visit: Visit }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string };

interface IncomingOptions {
  /** Whether the X-Forwarded headers come from a proxy of the owner's and not from a stranger. */
  readonly trustProxy: boolean;
}

/** Turns Node's request into a `Request` whose signal fires when the reader goes away. */
export function readIncoming(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: IncomingOptions,
): Incoming {
  const method = incoming.method ?? 'GET';
  // The three that `Request` refuses.
  if (['CONNECT', 'TRACE', 'TRACK'].includes(method)) return refuse(405, 'Method not allowed.');
  const target = readRequestTarget(incoming.url ?? '/', originOf(incoming, options));
  if (target === null) return refuse(400, 'This address is malformed.');
  if (Number(incoming.headers['content-length'] ?? 0) > largestBodyInBytes) {
    return refuse(413, 'This is more than 6 MB.');
  }
  const body = hasBody(method) ? limitBody(incoming) : null;
  const ip = addressOf(incoming, options);
  const requestId = randomUUID();
  const request = new Request(target.url, {
    method,
    headers: readHeaders(incoming, ip, requestId),
    signal: signalOf(outgoing),
    ...(body !== null && { body: body.stream, duplex: 'half' as const }),
  });
  const isBodyTooLarge = (): boolean => body?.isTooLarge() ?? false;
  return {
    kind: 'visit',
    visit: {
      request,
      target,
      ip,
      requestId,
      ownOrigin: ownOriginOf(incoming),
      isPublished: options.trustProxy,
      isBodyTooLarge,
    },
  };
}

function refuse(status: number, reason: string): Incoming {
  return { kind: 'refused', status, reason };
}

function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function limitBody(incoming: IncomingMessage): {
  stream: ReadableStream<Uint8Array>;
  isTooLarge: () => boolean;
} {
  let received = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.byteLength;
      if (received > largestBodyInBytes) done(new Error('The body is larger than 6 MB.'));
      else done(null, chunk);
    },
  });
  incoming.on('error', (error) => limit.destroy(error));
  // Nobody may be reading the body when it turns out too large: the status says it then.
  limit.on('error', () => incoming.unpipe(limit));
  const stream = toWebStream(incoming.pipe(limit));
  return { stream, isTooLarge: () => received > largestBodyInBytes };
}

function originOf(incoming: IncomingMessage, { trustProxy }: IncomingOptions): string {
  const forwarded = trustProxy ? incoming.headers['x-forwarded-proto'] : undefined;
  const scheme = lastOf(forwarded) === 'https' ? 'https' : 'http';
  return `${scheme}://${incoming.headers.host ?? 'localhost'}`;
}

/** The socket's own end of the line. */
function ownOriginOf({ socket }: IncomingMessage): string {
  const { localAddress = '127.0.0.1', localPort, localFamily } = socket;
  return `http://${localFamily === 'IPv6' ? `[${localAddress}]` : localAddress}:${localPort}`;
}

/** A proxy appends the address it saw: the last entry is its word, those before are the reader's. */
function addressOf(incoming: IncomingMessage, { trustProxy }: IncomingOptions): string {
  const forwarded = trustProxy ? lastOf(incoming.headers['x-forwarded-for']) : null;
  const address = forwarded ?? incoming.socket.remoteAddress ?? '';
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

function lastOf(header: string | string[] | undefined): string | null {
  const last = [header].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return last === '' ? null : last;
}

function readHeaders(incoming: IncomingMessage, ip: string, requestId: string): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    // Netlify's own names: from outside they are a disguise.
    if (/^x-(?:nf|netlify)-/.test(name)) continue;
    for (const value of values) headers.append(name, value);
  }
  headers.set('x-nf-client-connection-ip', ip);
  headers.set('x-nf-request-id', requestId);
  return headers;
}

function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  return controller.signal;
}
