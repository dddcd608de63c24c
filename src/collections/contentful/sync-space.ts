import type { ContentfulConnection } from './connection.ts';
import { ContentfulFailure } from './failures.ts';
import { fetchChanges, fetchLocales } from './fetch-space.ts';
import { readSnapshot, writeSnapshot, type Snapshot } from './snapshot.ts';
import { takeItem, typeIdOf, type ContentfulEntry, type ContentfulSpace } from './space.ts';

/** How a space is brought up to date. */
export interface SyncOptions {
  readonly connection: ContentfulConnection;
  readonly cacheFolder: string;
  readonly now: Date;
  /** Whether a build fails when Contentful does (`CONTENTFUL_STRICT`). */
  readonly isStrict: boolean;
  readonly articleTypes: ReadonlySet<string>;
  /** The share of articles that may be gone at once, 0 to 1. */
  readonly mostDeleted: number;
  /** Says loudly what the owner should know of a build that succeeds. */
  readonly warn: (message: string) => void;
}

/**
 * Brings the snapshot of a space up to date and answers it. Where Contentful cannot answer, the last
 * snapshot is the answer.
 *
 * @throws {ContentfulFailure} where the space cannot be read and nothing was kept of it, where what is
 *   set is wrong, or where suspiciously much is gone.
 */
export async function syncSpace(options: SyncOptions): Promise<ContentfulSpace> {
  const { connection, cacheFolder } = options;
  const kept = await readSnapshot({
    cacheFolder,
    id: connection.space,
    environment: connection.environment,
  });
  const fresh = await fetchSnapshot(kept, options).catch((error: unknown) => {
    if (error instanceof ContentfulFailure) return error;
    throw error;
  });
  if (fresh instanceof ContentfulFailure) return bridgeOutage(fresh, kept, options);
  if (kept) refuseEmptying(kept, fresh, options);
  await writeSnapshot(fresh, cacheFolder);
  return fresh;
}

async function fetchSnapshot(kept: Snapshot | null, options: SyncOptions): Promise<Snapshot> {
  try {
    return await fetchOnTopOf(kept, options);
  } catch (error) {
    if (!(error instanceof ContentfulFailure) || error.kind !== 'expired') throw error;
    return fetchOnTopOf(null, options);
  }
}

async function fetchOnTopOf(
  kept: Snapshot | null,
  { connection, now }: SyncOptions,
): Promise<Snapshot> {
  const entries = new Map(kept?.entries);
  const assets = new Map(kept?.assets);
  // Asked first: what is published meanwhile is in the changes then.
  const locales = await fetchLocales(connection);
  const token = await fetchChanges(connection, kept?.token ?? null, (item) =>
    takeItem(item, entries, assets),
  );
  const { space: id, environment } = connection;
  return { id, environment, locales, entries, assets, token, savedAt: now.toISOString() };
}

function bridgeOutage(
  failure: ContentfulFailure,
  kept: Snapshot | null,
  { connection, isStrict, warn }: SyncOptions,
): Snapshot {
  const name = `Contentful's space ${connection.space} (${connection.environment})`;
  const stop = (because: string): never => {
    const told = `${name} could not be read: ${failure.message}.${because}`;
    throw new ContentfulFailure(failure.kind, told);
  };
  if (failure.kind === 'refused') return stop('');
  if (isStrict) {
    return stop(' CONTENTFUL_STRICT is set, so nothing was built from what is kept of it.');
  }
  if (!kept) {
    return stop(' Nothing is kept of it from an earlier build: build again when it answers.');
  }
  warn(
    `${name} COULD NOT BE READ: ${failure.message}. The site is built from what was read on ${kept.savedAt}: ` +
      `what was published since is missing. CONTENTFUL_STRICT=1 makes such a build fail.`,
  );
  return kept;
}

/** A slip in Contentful, or a token of an empty environment, must not empty the publication. */
function refuseEmptying(
  kept: Snapshot,
  fresh: Snapshot,
  { articleTypes, mostDeleted }: SyncOptions,
): void {
  const isArticle = (entry: ContentfulEntry): boolean => articleTypes.has(typeIdOf(entry));
  const before = [...kept.entries.values()].filter(isArticle);
  const gone = before.filter(({ sys }) => !fresh.entries.has(sys.id)).length;
  // Of a handful of articles one is much, and no slip.
  if (gone <= 1 || gone <= before.length * mostDeleted) return;
  throw new ContentfulFailure(
    'refused',
    `${gone} of ${before.length} articles are gone from Contentful since the last build. Nothing was built. ` +
      `If that is right, raise contentful.mostDeleted in site.yaml (${mostDeleted} now) for a build.`,
  );
}
