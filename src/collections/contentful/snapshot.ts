import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'astro/zod';
import {
  localeSchema,
  syncItemSchema,
  takeItem,
  type ContentfulAsset,
  type ContentfulEntry,
  type ContentfulSpace,
} from './space.ts';

/*
 * What was read of a space last, in one file: a first line with the token to go on from, then a line
 * for each entry and asset. Entries and token live and die together, since the file appears whole (by
 * renaming) or not at all. It lives in Astro's cache folder, which CI restores, and not in Astro's
 * store: texts in the store are bundled into every build (see `bodies.ts`), and the store is emptied
 * whenever a setting changes, which must not lose what an outage is bridged with. It may be deleted at
 * any time: the next build reads the whole space.
 */

const headSchema = z.object({
  format: z.literal(1),
  token: z.string(),
  savedAt: z.iso.datetime(),
  locales: z.array(localeSchema).min(1),
  /** How many lines follow: a file that was cut short is no snapshot. */
  count: z.number(),
});

export interface Snapshot extends ContentfulSpace {
  /** Where the next sync goes on. */
  readonly token: string;
  /** When it was read, ISO 8601. */
  readonly savedAt: string;
}

/** Which space a snapshot is of. */
export type SnapshotPlace = Pick<ContentfulSpace, 'id' | 'environment'> & {
  readonly cacheFolder: string;
};

function fileOf({ cacheFolder, id, environment }: SnapshotPlace): string {
  const name = `${encodeURIComponent(id)}.${encodeURIComponent(environment)}.jsonl`;
  return path.join(cacheFolder, 'contentful', name);
}

/** Answers the snapshot; null where there is none, or none that can be trusted. */
export async function readSnapshot(place: SnapshotPlace): Promise<Snapshot | null> {
  try {
    return await readLines(place);
  } catch {
    return null;
  }
}

async function readLines(place: SnapshotPlace): Promise<Snapshot> {
  const { id, environment } = place;
  const entries = new Map<string, ContentfulEntry>();
  const assets = new Map<string, ContentfulAsset>();
  let head: z.output<typeof headSchema> | null = null;
  const input = createReadStream(fileOf(place), 'utf8');
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const value: unknown = JSON.parse(line);
    if (head === null) head = headSchema.parse(value);
    else takeItem(syncItemSchema.parse(value), entries, assets);
  }
  if (head?.count !== entries.size + assets.size) throw new Error('cut short');
  return { ...head, id, environment, entries, assets };
}

export async function writeSnapshot(snapshot: Snapshot, cacheFolder: string): Promise<void> {
  const file = fileOf({ ...snapshot, cacheFolder });
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    await pipeline(Readable.from(linesOf(snapshot)), createWriteStream(draft));
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function* linesOf({ token, savedAt, locales, entries, assets }: Snapshot): Generator<string> {
  const count = entries.size + assets.size;
  const head: z.input<typeof headSchema> = {
    format: 1,
    token,
    savedAt,
    locales: [...locales],
    count,
  };
  yield `${JSON.stringify(head)}\n`;
  for (const item of entries.values()) yield `${JSON.stringify(item)}\n`;
  for (const item of assets.values()) yield `${JSON.stringify(item)}\n`;
}
