import path from 'node:path';

/** What pages show pictures in: what the build encodes, and what it serves as its author made it. */
const types: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** By the ending of a file's name; unknown ones are bytes, which no browser takes for a page. */
export function pictureType(name: string): string {
  return types[path.extname(name).toLowerCase()] ?? 'application/octet-stream';
}
