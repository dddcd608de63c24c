import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { filesBelow, readBelow } from './members-site.ts';

/*
 * Looks for words in every byte of a folder: in names of files, in what is packed, and in the ways in
 * which texts are written inside other texts.
 */

/** A word as it may stand in a file. */
function spellingsOf(word: string): Buffer[] {
  const json = JSON.stringify(word).slice(1, -1);
  const escaped = json.replaceAll(
    /[^\x20-\x7e]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const texts = [word, json, escaped, encodeURIComponent(word), word.replaceAll('-', ' ')];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(word, 'utf16le'), ...in64(word)];
}

/** In base 64, wherever in a longer text the word begins; its first and last letters depend on others. */
function in64(word: string): Buffer[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString('base64');
    return Buffer.from(text.replace(/=+$/u, '').slice(Math.ceil((before * 4) / 3), -1));
  });
}

/** The bytes of a file, and what is packed in them. */
function layersOf(bytes: Buffer, name: string): Buffer[] {
  const layers = [bytes];
  const unpack = (act: () => Buffer): void => {
    try {
      layers.push(act());
    } catch {
      // It was not packed so.
    }
  };
  // Pagefind's files are gzip under names of their own; a zip has a raw stream behind each name.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) unpack(() => gunzipSync(bytes));
  if (name.endsWith('.br')) unpack(() => brotliDecompressSync(bytes));
  for (
    let at = bytes.indexOf('PK\u0003\u0004');
    at >= 0;
    at = bytes.indexOf('PK\u0003\u0004', at + 4)
  ) {
    const begin = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    unpack(() => inflateRawSync(bytes.subarray(begin)));
  }
  return layers;
}

/** Where words stand in a folder, as `file: word`. */
export async function findCanaries(
  folder: string,
  words: readonly string[],
  isLookedAt: (file: string) => boolean = () => true,
): Promise<string[]> {
  const spelled = words.map((word) => ({ word, spellings: spellingsOf(word) }));
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    if (!isLookedAt(file)) continue;
    const layers = [Buffer.from(file), ...layersOf(await readBelow(folder, file), file)];
    for (const { word, spellings } of spelled) {
      const isHere = spellings.some((one) => layers.some((bytes) => bytes.includes(one)));
      if (isHere) found.push(`${file}: ${word}`);
    }
  }
  return found;
}
