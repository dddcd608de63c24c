import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestTarget } from './request-target.ts';

/** One state of a file: a changed file is another version, and shares nothing with this one. */
export interface FileVersion {
  readonly path: string;
  readonly size: number;
  /** Differs between any two contents the file has had. */
  readonly version: string;
}

export type FoundFile =
  { readonly kind: 'file'; readonly file: FileVersion } | { readonly kind: 'folder-without-slash' };

/** The file for a URL as Netlify's pretty URLs find it; asked anew each time, so a rebuild shows. */
export async function findSiteFile(
  folder: string,
  target: RequestTarget,
): Promise<FoundFile | null> {
  if (target.segments === null || !isPublic(target.segments)) return null;
  for (const segments of spellings(target.segments)) {
    const found = await findSpelled(join(folder, ...segments), target);
    if (found !== null) return found;
  }
  return null;
}

async function findSpelled(
  path: string,
  { endsWithSlash }: RequestTarget,
): Promise<FoundFile | null> {
  const candidates = endsWithSlash
    ? [`${path}.html`, join(path, 'index.html')]
    : [path, `${path}.html`];
  for (const candidate of candidates) {
    const file = await readFileVersion(candidate);
    if (file !== null) return { kind: 'file', file };
  }
  if (endsWithSlash) return null;
  const index = await readFileVersion(join(path, 'index.html'));
  return index === null ? null : { kind: 'folder-without-slash' };
}

/** Null if there is no regular file at `path`. */
export async function readFileVersion(path: string): Promise<FileVersion | null> {
  // Absent is the usual case here; a path too long or through a file is absent too.
  const stats = await stat(path, { bigint: true }).catch(() => null);
  if (stats === null || !stats.isFile()) return null;
  // The change time cannot be set back, the modification time can.
  const version = `${stats.ino}-${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}`;
  return { path, size: Number(stats.size), version };
}

/** Links are written composed or decomposed ("é" or "e" + accent), and so are names on disk. */
function spellings(segments: readonly string[]): (readonly string[])[] {
  const composed = segments.map((segment) => segment.normalize('NFC'));
  const decomposed = segments.map((segment) => segment.normalize('NFD'));
  return [segments, composed, decomposed].filter(
    (one, index, all) => all.findIndex((other) => other.join('/') === one.join('/')) === index,
  );
}

/** Rules and dotfiles are for the server; `/.well-known/` is for the world (RFC 8615). */
function isPublic(segments: readonly string[]): boolean {
  const [first, ...rest] = segments;
  if (first === '_headers' || first === '_redirects') return rest.length > 0;
  const checked = first === '.well-known' ? rest : segments;
  return !checked.some((segment) => segment.startsWith('.'));
}
