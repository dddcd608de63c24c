import { z } from 'astro/zod';
import { openClient, type ContentfulConnection } from './connection.ts';
import { ContentfulFailure, explainFailure } from './failures.ts';
import { localeSchema, syncItemSchema, type ContentfulLocale, type SyncItem } from './space.ts';

/** A page as the SDK sorts it. */
const pageSchema = z.object({
  entries: z.array(z.unknown()),
  assets: z.array(z.unknown()),
  deletedEntries: z.array(z.unknown()),
  deletedAssets: z.array(z.unknown()),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
});

const localesSchema = z.object({ items: z.array(localeSchema).min(1) });

/** No space has as many: a server that never comes to an end is not waited for. */
const mostPages = 20_000;

/**
 * Reads what has changed since `token`, or everything (null), page by page: no more than a page of it
 * is held here. Answers the token to go on from.
 *
 * @throws {ContentfulFailure}
 */
export async function fetchChanges(
  connection: ContentfulConnection,
  token: string | null,
  take: (item: SyncItem) => void,
): Promise<string> {
  const client = openClient(connection).withoutLinkResolution;
  let query: { initial: true } | { nextSyncToken: string } | { nextPageToken: string } =
    token === null ? { initial: true } : { nextSyncToken: token };
  for (let pages = 0; pages < mostPages; pages += 1) {
    const answer: unknown = await client
      .sync(query, { paginate: false })
      .catch((error: unknown) => {
        throw explainFailure(error, { isResuming: token !== null });
      });
    const page = readPage(answer);
    for (const item of itemsOf(page)) take(readItem(item));
    if (page.nextSyncToken !== undefined) return page.nextSyncToken;
    query = { nextPageToken: page.nextPageToken ?? '' };
  }
  throw new ContentfulFailure('outage', 'its sync does not come to an end');
}

function readPage(answer: unknown): z.output<typeof pageSchema> {
  const { data } = pageSchema.safeParse(answer);
  if (!data || (!data.nextSyncToken && !data.nextPageToken)) {
    throw new ContentfulFailure('outage', 'what it answered makes no sense');
  }
  return data;
}

/** What is gone comes last: nothing on one page tells of the same thing twice. */
function itemsOf({ entries, assets, deletedEntries, deletedAssets }: z.output<typeof pageSchema>) {
  return [entries, assets, deletedEntries, deletedAssets].flat();
}

function readItem(item: unknown): SyncItem {
  const { data } = syncItemSchema.safeParse(item);
  if (!data) throw new ContentfulFailure('outage', 'what it answered makes no sense');
  return data;
}

/** @throws {ContentfulFailure} */
export async function fetchLocales(connection: ContentfulConnection): Promise<ContentfulLocale[]> {
  const answer: unknown = await openClient(connection)
    .getLocales()
    .catch((error: unknown) => {
      throw explainFailure(error);
    });
  const { data } = localesSchema.safeParse(answer);
  if (!data) throw new ContentfulFailure('outage', 'what it answered makes no sense');
  return data.items;
}
