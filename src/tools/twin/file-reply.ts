import { createReadStream } from 'node:fs';
import { type Encoding, preferredEncoding } from './accept-encoding.ts';
import { readByteRange } from './byte-range.ts';
import { contentTypeOf, isCompressible } from './content-type.ts';
import { type FileContents, largestBufferedFile } from './file-contents.ts';
import type { Reply, ReplyBody } from './reply.ts';
import type { FileVersion } from './site-files.ts';
import { toWebStream } from './web-streams.ts';

/** Below this a compressed file fits the same packet as the plain one. */
const smallestCompressedFile = 512;

export interface FileRequest {
  readonly file: FileVersion;
  readonly request: Pick<Request, 'method' | 'headers'>;
  /** 404 for the page that says so; conditions and ranges are for 200 only. */
  readonly status: number;
  /** What `_headers` says for the path; it wins over the defaults. */
  readonly rules: Readonly<Record<string, string>>;
}

/** Answers with a file of the site, as a CDN would. */
export async function fileReply(contents: FileContents, asked: FileRequest): Promise<Reply> {
  const { file, request, status } = asked;
  const hash = await contents.hash(file);
  const headers = fileHeaders(asked);
  const encoding = chooseEncoding(file, request.headers);
  // Strong for the bytes of the file; the compressed ones are another representation of the same.
  const etag = encoding === null ? `"${hash}"` : `W/"${hash}"`;
  headers.set('etag', etag);
  if (status === 200 && isNotModified(request.headers, hash)) {
    headers.delete('content-type');
    return { status: 304, headers, body: null };
  }
  if (encoding !== null) return encodedReply(contents, { ...asked, headers, encoding });
  if (status === 200 && request.method === 'GET' && mayAnswerRange(request.headers, etag)) {
    const partial = partialReply(contents, asked, headers);
    if (partial !== null) return partial;
  }
  headers.set('content-length', String(file.size));
  return { status, headers, body: await wholeBody(contents, asked) };
}

function fileHeaders({ file, status, rules }: FileRequest): Headers {
  const contentType = contentTypeOf(file.path);
  const headers = new Headers({
    'content-type': contentType,
    'cache-control': 'public, max-age=0, must-revalidate',
  });
  if (status === 200) headers.set('accept-ranges', 'bytes');
  if (isCompressible(contentType)) headers.set('vary', 'Accept-Encoding');
  for (const [name, value] of Object.entries(rules)) {
    if (name.toLowerCase() === 'vary') headers.append(name, value);
    else headers.set(name, value);
  }
  return headers;
}

function chooseEncoding(file: FileVersion, headers: Headers): Encoding | null {
  // A range counts bytes of the plain file.
  if (headers.has('range') || !isCompressible(contentTypeOf(file.path))) return null;
  if (file.size < smallestCompressedFile || file.size > largestBufferedFile) return null;
  return preferredEncoding(headers.get('accept-encoding'));
}

/** If-None-Match compares weakly: both representations carry the hash of the same content. */
function isNotModified(headers: Headers, hash: string): boolean {
  const header = headers.get('if-none-match');
  if (header === null) return false;
  const tags = new Set(header.split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  return tags.has('*') || tags.has(`"${hash}"`);
}

/** If-Range compares strongly (RFC 9110, 13.1.5); dates are not sent, so none can match. */
function mayAnswerRange(headers: Headers, etag: string): boolean {
  const condition = headers.get('if-range');
  return headers.has('range') && (condition === null || condition === etag);
}

interface EncodedRequest extends FileRequest {
  readonly headers: Headers;
  readonly encoding: Encoding;
}

async function encodedReply(contents: FileContents, asked: EncodedRequest): Promise<Reply> {
  const { headers, encoding, file, status } = asked;
  const bytes = await contents.encoded(file, encoding);
  headers.delete('accept-ranges');
  headers.set('content-encoding', encoding);
  headers.set('content-length', String(bytes.byteLength));
  return { status, headers, body: asked.request.method === 'HEAD' ? null : bytes };
}

function partialReply(
  contents: FileContents,
  { file, request }: FileRequest,
  headers: Headers,
): Promise<Reply> | Reply | null {
  const range = readByteRange(request.headers.get('range'), file.size);
  if (range.kind === 'whole') return null;
  if (range.kind === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    headers.set('content-length', '0');
    return { status: 416, headers, body: null };
  }
  const { first, last } = range;
  headers.set('content-range', `bytes ${first}-${last}/${file.size}`);
  headers.set('content-length', String(last - first + 1));
  return partBody(contents, file, range).then((body) => ({ status: 206, headers, body }));
}

async function partBody(
  contents: FileContents,
  file: FileVersion,
  { first, last }: { first: number; last: number },
): Promise<ReplyBody> {
  if (file.size > largestBufferedFile) return streamFile(file, first, last);
  return (await contents.bytes(file)).subarray(first, last + 1);
}

async function wholeBody(
  contents: FileContents,
  { file, request }: FileRequest,
): Promise<ReplyBody> {
  if (request.method === 'HEAD') return null;
  if (file.size > largestBufferedFile) return streamFile(file, 0, file.size - 1);
  return contents.bytes(file);
}

function streamFile(file: FileVersion, start: number, end: number): ReadableStream<Uint8Array> {
  return toWebStream(createReadStream(file.path, { start, end }));
}
