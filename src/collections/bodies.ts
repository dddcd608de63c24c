import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { forgetUnused, readCached } from './disk-cache.ts';
import type { Heading } from './markdown/render-context.ts';

/*
 * Rendered texts live outside Astro's data store, one file each, named by the digest of everything
 * that made them. The store is bundled into the build as a single module, and with 10,000 bodies in
 * it that module alone takes half a minute to compile; and no on-demand function carries them.
 * Members' texts stand on a shelf of their own: whoever reads public texts cannot come upon them,
 * whatever digest they have.
 */

/** Who may read a text, as front matter says it. */
export type Access = 'public' | 'members';

const shelves: Readonly<Record<Access, string>> = { public: 'bodies', members: 'members-bodies' };

function shelfIn(cacheFolder: string, access: Access): string {
  return path.join(cacheFolder, shelves[access]);
}

/** A text, rendered. */
export interface Body {
  /** Safe HTML, links and pictures by their paths on this site. */
  readonly html: string;
  /** The text in Markdown, links and pictures by their full addresses. */
  readonly markdown: string;
  readonly headings: readonly Heading[];
  readonly anchors: readonly string[];
  readonly wordCount: number;
}

/** The folder of what is kept between builds, inside Astro's own cache folder. */
export function cacheFolderIn(astroCacheFolder: string): string {
  return path.join(astroCacheFolder, 'broadsheet');
}

/** Where a text is kept, and under which name. */
export interface BodyPlace {
  readonly cacheFolder: string;
  readonly access: Access;
  readonly digest: string;
}

/** Answers the body that is kept there, or makes and keeps it. */
export function keepBody(
  { cacheFolder, access, digest }: BodyPlace,
  make: () => Promise<Body>,
): Promise<Body> {
  return readCached(shelfIn(cacheFolder, access), digest, make);
}

/** Removes bodies that no text has had for long. */
export async function forgetOtherBodies(
  cacheFolder: string,
  digests: readonly string[],
  now: Date,
): Promise<void> {
  const used = new Set(digests.map((digest) => `${digest}.json`));
  for (const access of ['public', 'members'] as const) {
    await forgetUnused(shelfIn(cacheFolder, access), used, now);
  }
}

/**
 * Reads a body that the content sync has kept.
 *
 * @throws where it is not there: pages are rendered right after the sync, by the same program.
 */
export function readBody(digest: string): Promise<Body> {
  return readBodyIn(import.meta.env.BROADSHEET_CACHE, digest);
}

/** The same of a members' text: only the page that members are served asks for it. */
export function readMembersBody(digest: string): Promise<Body> {
  return readFrom(shelfIn(import.meta.env.BROADSHEET_CACHE, 'members'), digest);
}

/** Reads a body where no page is rendered, from the folder of what is kept between builds. */
export function readBodyIn(cacheFolder: string, digest: string): Promise<Body> {
  return readFrom(shelfIn(cacheFolder, 'public'), digest);
}

async function readFrom(shelf: string, digest: string): Promise<Body> {
  const file = path.join(shelf, `${digest}.json`);
  // Written by `keepBody`.
  return JSON.parse(await readFile(file, 'utf8')) as Body;
}
