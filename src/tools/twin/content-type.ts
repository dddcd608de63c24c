import { extname } from 'node:path';

const textTypes: Record<string, string> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.vtt': 'text/vtt',
  '.ics': 'text/calendar',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml',
  '.rss': 'application/rss+xml',
  '.atom': 'application/atom+xml',
  '.xsl': 'application/xml',
  '.svg': 'image/svg+xml',
};

const binaryTypes: Record<string, string> = {
  '.avif': 'image/avif',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.gz': 'application/gzip',
  '.epub': 'application/epub+zip',
  '.wasm': 'application/wasm',
};

/** The media type of a file by its name, with the charset where it is text. */
export function contentTypeOf(path: string): string {
  const extension = extname(path).toLowerCase();
  const text = textTypes[extension];
  if (text !== undefined) return `${text}; charset=utf-8`;
  return binaryTypes[extension] ?? 'application/octet-stream';
}

const compressibleType =
  /^(?:text\/|(?:application|image)\/(?:[\w.-]+\+)?(?:json|xml|javascript|wasm)\b)/i;

/** Whether bytes of this type shrink: pictures, fonts and archives are compressed already. */
export function isCompressible(contentType: string): boolean {
  return compressibleType.test(contentType);
}
