import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { readIncoming } from './incoming.ts';
import type { Log } from './log.ts';
import { sendReply } from './outgoing.ts';
import { plainReply, type Reply } from './reply.ts';
import type { Visit } from './visit.ts';

export interface ListenerOptions {
  readonly handle: (visit: Visit) => Promise<Reply>;
  readonly trustProxy: boolean;
  readonly log: Log;
}

/** The HTTP server. Its limits are those of a server that strangers can reach. */
export function createListener(options: ListenerOptions): Server {
  const server = createServer({
    // Somebody who sends a header a minute holds a connection this long and no longer.
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    connectionsCheckingInterval: 2_000,
    // Longer than the 60 seconds of common proxies, so that it is they who close.
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  });
  server.on('request', (incoming, outgoing) => {
    void serve(incoming, outgoing, options);
  });
  server.on('clientError', refuseMalformed);
  return server;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ListenerOptions,
): Promise<void> {
  const method = incoming.method ?? 'GET';
  try {
    await sendReply(await answer(incoming, outgoing, options), outgoing, method);
  } catch (error) {
    if (!isReaderGone(error)) options.log.error(`${method} ${incoming.url} failed`, error);
    outgoing.destroy();
  }
}

/** A reader who left is no failure of the site. */
function isReaderGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE';
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { handle, trustProxy, log }: ListenerOptions,
): Promise<Reply> {
  try {
    const read = readIncoming(incoming, outgoing, { trustProxy });
    if (read.kind === 'visit') return await handle(read.visit);
    // What follows an unread body on the same connection cannot be told from it.
    outgoing.setHeader('connection', 'close');
    return plainReply(read.status, read.reason, read.status === 405 ? { allow: 'GET, HEAD' } : {});
  } catch (error) {
    log.error(`${incoming.method} ${incoming.url} failed`, error);
    return plainReply(500, 'Something went wrong here. It has been written down.');
  }
}

const statusByCode: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What cannot be parsed as HTTP has no request to answer: a bare line and goodbye. */
function refuseMalformed(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusByCode[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
