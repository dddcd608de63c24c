import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Reply } from './reply.ts';
import { toNodeStream } from './web-streams.ts';

/** Writes `reply`; a body that fails midway closes the connection, so that nobody takes it for whole. */
export async function sendReply(
  reply: Reply,
  outgoing: ServerResponse,
  method: string,
): Promise<void> {
  const { status, headers, body } = reply;
  outgoing.statusCode = status;
  outgoing.setHeaders(headers);
  if (body instanceof Uint8Array) {
    outgoing.setHeader('content-length', body.byteLength);
    outgoing.end(method === 'HEAD' ? undefined : body);
    return;
  }
  if (body === null || method === 'HEAD' || status === 204 || status === 304) {
    await body?.cancel();
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  await pipeline(toNodeStream(body), outgoing);
}
