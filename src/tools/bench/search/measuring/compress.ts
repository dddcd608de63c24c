import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { sha256Hex } from '#src/collections/digest.ts';
import { exists, writeWhole } from '#src/collections/disk-cache.ts';

const compress = promisify(brotliCompress);

/** Above this the best quality takes minutes, and saves a few hundredths. */
const bestUpTo = 48 * 1024 * 1024;

/** Compresses as hosts do with files that they keep, and keeps it: the same bytes need it once. */
export async function compressKept(data: Uint8Array, folder: string): Promise<Buffer> {
  const file = path.join(folder, `${sha256Hex(data)}.br`);
  if (await exists(file)) return readFile(file);
  const quality = data.byteLength <= bestUpTo ? 11 : 9;
  const compressed = await compress(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.byteLength,
    },
  });
  await writeWhole(file, compressed);
  return compressed;
}
