/**
 * Node's streams and the web's. Node's types describe the web's streams a second time, and the two
 * descriptions do not meet, though there is one class: hence the casts, here and nowhere else.
 */
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

export function toWebStream(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream, { type: 'bytes' }) as ReadableStream<Uint8Array>;
}

export function toNodeStream(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as NodeReadableStream<Uint8Array>);
}
