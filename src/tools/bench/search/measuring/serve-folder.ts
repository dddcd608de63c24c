import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';
import { contentTypeOf, isCompressible } from '#src/tools/twin/content-type.ts';
import { closeServer, listen } from '#src/tools/twin/listen.ts';
import { compressKept } from './compress.ts';

/** A site of an empty page, a client and an index. */
export interface BenchServer {
  readonly url: string;
  /** Bytes of bodies as sent, since it was last asked. */
  readonly takeBytes: () => number;
  readonly close: () => Promise<void>;
}

interface ServedFile {
  readonly body: Buffer;
  readonly type: string;
  readonly isCompressed: boolean;
}

const host = '127.0.0.1';
const emptyPage = '<!doctype html><html lang="en"><title>Bench</title></html>';

/**
 * Serves a folder on this machine: text in brotli, everything else as it is stored, for good, so that
 * a browser asks for nothing twice.
 *
 * @param cache Folder in which compressed files are kept.
 */
export async function serveFolder(folder: string, cache: string): Promise<BenchServer> {
  const paths = new Set(globSync('**/*', { cwd: folder }).map((name) => toAddress(name)));
  const files = new Map<string, Promise<ServedFile>>();
  let bytes = 0;
  const read = (address: string): Promise<ServedFile> => {
    const known = files.get(address) ?? readServed(path.join(folder, address), cache);
    files.set(address, known);
    return known;
  };
  const answer = async (address: string, response: ServerResponse): Promise<void> => {
    if (address === '/') return void response.setHeader('content-type', 'text/html').end(emptyPage);
    if (!paths.has(address)) return void response.writeHead(404).end();
    const { body, type, isCompressed } = await read(address);
    bytes += body.byteLength;
    response.setHeader('content-type', type);
    response.setHeader('content-length', body.byteLength);
    response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    if (isCompressed) response.setHeader('content-encoding', 'br');
    response.end(body);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    answer(decodeURIComponent(pathname), response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  const port = await listen(server, 0, host);
  const takeBytes = (): number => {
    const taken = bytes;
    bytes = 0;
    return taken;
  };
  return { url: `http://${host}:${port}/`, takeBytes, close: () => closeServer(server) };
}

function toAddress(name: string): string {
  return `/${name.split(path.sep).join('/')}`;
}

async function readServed(file: string, cache: string): Promise<ServedFile> {
  const data = await readFile(file);
  const type = contentTypeOf(file);
  const isCompressed = isCompressible(type);
  return { body: isCompressed ? await compressKept(data, cache) : data, type, isCompressed };
}
