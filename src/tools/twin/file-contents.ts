import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Encoding } from './accept-encoding.ts';
import { ByteCache } from './byte-cache.ts';
import type { FileVersion } from './site-files.ts';

/** Files above this are streamed from disk and never compressed. */
export const largestBufferedFile = 4 * 1024 * 1024;
const cacheCapacity = 64 * 1024 * 1024;
const mostHashes = 50_000;

/** What the site's files hold, read and compressed once for each version of a file. */
export class FileContents {
  readonly #cache = new ByteCache(cacheCapacity);
  readonly #hashes = new Map<string, Promise<string>>();

  async bytes(file: FileVersion): Promise<Uint8Array> {
    return this.#cache.getOrMake(keyOf(file), () => readFile(file.path));
  }

  /** SHA-256 of the content, shortened to 128 bits, for the ETag. */
  async hash(file: FileVersion): Promise<string> {
    const key = keyOf(file);
    const known = this.#hashes.get(key);
    if (known !== undefined) return known;
    if (this.#hashes.size >= mostHashes) this.#hashes.clear();
    const pending = this.#computeHash(file);
    this.#hashes.set(key, pending);
    pending.catch(() => this.#hashes.delete(key));
    return pending;
  }

  /** Compressed by content, so that files with equal content share the work. */
  async encoded(file: FileVersion, encoding: Encoding): Promise<Uint8Array> {
    const hash = await this.hash(file);
    return this.#cache.getOrMake(`${encoding} ${hash}`, async () =>
      compress(await this.bytes(file), encoding),
    );
  }

  async #computeHash(file: FileVersion): Promise<string> {
    const hash = createHash('sha256');
    if (file.size > largestBufferedFile) await pipeline(createReadStream(file.path), hash);
    else hash.update(await this.bytes(file));
    return hash.digest('base64url').slice(0, 22);
  }
}

function keyOf(file: FileVersion): string {
  return `${file.path}\0${file.version}`;
}

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

async function compress(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'gzip') return gzipAsync(bytes, { level: 9 });
  return brotliAsync(bytes, {
    params: {
      // 11 takes ten times as long as 9 for a few per cent; pages are small, indexes are not.
      [constants.BROTLI_PARAM_QUALITY]: bytes.byteLength > 512 * 1024 ? 5 : 9,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
    },
  });
}
