import { z } from 'astro/zod';
import type { ArticleType, ContentfulMapping } from '#src/collections/schemas/contentful.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import { openClient, type ContentfulConnection } from './connection.ts';
import { ContentfulFailure, explainFailure } from './failures.ts';
import { fetchLocales } from './fetch-space.ts';
import { matchLocales, type MatchedLocale } from './locales.ts';
import { fieldOf } from './read-value.ts';
import { findMissing } from './uses.ts';
import {
  isArticle,
  syncItemSchema,
  takeItem,
  type ContentfulAsset,
  type ContentfulEntry,
  type ContentfulLocale,
  type ContentfulSpace,
} from './space.ts';

/** Which article is wanted. */
export interface WantedArticle {
  readonly site: Pick<Site, 'locales'>;
  readonly mapping: ContentfulMapping;
  /** Ours. */
  readonly locale: string;
  /** Null where it is known by its entry alone. */
  readonly slug: string | null;
  /** The entry that it was when somebody looked last; null where nobody knows. */
  readonly id: string | null;
}

/** An article with all that it is made of: as much of the space as it takes. */
export interface FetchedArticle {
  readonly space: ContentfulSpace;
  readonly id: string;
}

type Query = Readonly<Record<string, string | number>>;

/**
 * Fetches one article, by the entry that it was, else by its slug; null where neither is published.
 *
 * @throws {ContentfulFailure}
 */
export async function fetchArticle(
  connection: ContentfulConnection,
  wanted: WantedArticle,
): Promise<FetchedArticle | null> {
  const { id, slug, mapping } = wanted;
  const locales = await knownLocales(connection);
  const types = new Set(mapping.articles.map(({ type }) => type));
  const found = {
    entries: new Map<string, ContentfulEntry>(),
    assets: new Map<string, ContentfulAsset>(),
  };
  const byId = id === null ? undefined : (await query(connection, { 'sys.id': id }, found))[0];
  const first =
    byId ??
    (slug === null ? undefined : await findBySlug(connection, { ...wanted, slug, locales }, found));
  if (first === undefined || !isArticle(found.entries.get(first), types)) return null;
  await fillIn(connection, { start: first, types, found });
  const { space, environment } = connection;
  return { space: { id: space, environment, locales, ...found }, id: first };
}

interface Found {
  readonly entries: Map<string, ContentfulEntry>;
  readonly assets: Map<string, ContentfulAsset>;
}

interface WantedSlug extends Omit<WantedArticle, 'id' | 'slug'> {
  readonly slug: string;
  readonly locales: readonly ContentfulLocale[];
}

async function findBySlug(
  connection: ContentfulConnection,
  { site, mapping, locale, slug, locales }: WantedSlug,
  found: Found,
): Promise<string | undefined> {
  const matched = matchLocales(site, mapping.locales, locales).find(({ code }) => code === locale);
  if (!matched) return undefined;
  for (const type of mapping.articles) {
    for (const wanted of slugQueries(type, slug, matched)) {
      const [id] = await query(connection, wanted, found);
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

/** One for each language that a value is looked for in: a query does not fall back as values do. */
function slugQueries(
  { type, fields }: ArticleType,
  slug: string,
  { chain }: MatchedLocale,
): Query[] {
  const field = fieldOf(fields.slug);
  if (field === null) return [];
  return chain.map((code) => ({ content_type: type, [`fields.${field}.${code}`]: slug, limit: 2 }));
}

const answerSchema = z.object({
  items: z.array(z.unknown()),
  includes: z
    .object({ Entry: z.array(z.unknown()).default([]), Asset: z.array(z.unknown()).default([]) })
    .prefault({}),
});

/** Takes what is found, and what stands in it two links away. Answers the ids that were asked for. */
async function query(
  connection: ContentfulConnection,
  wanted: Query,
  { entries, assets }: Found,
  of: 'Entry' | 'Asset' = 'Entry',
): Promise<string[]> {
  const client = openClient(connection).withoutLinkResolution.withAllLocales;
  const asked: Promise<unknown> =
    of === 'Entry' ? client.getEntries({ ...wanted, include: 2 }) : client.getAssets(wanted);
  const answer = await asked.catch((error: unknown) => {
    throw explainFailure(error);
  });
  const { data } = answerSchema.safeParse(answer);
  if (!data) throw new ContentfulFailure('outage', 'what it answered makes no sense');
  const take = (item: unknown): string => {
    const { data: one } = syncItemSchema.safeParse(item);
    if (!one) throw new ContentfulFailure('outage', 'what it answered makes no sense');
    takeItem(one, entries, assets);
    return one.sys.id;
  };
  for (const item of [...data.includes.Entry, ...data.includes.Asset]) take(item);
  return data.items.map(take);
}

/** What is linked further away than that is asked for by name, so often and so much at once. */
const mostRounds = 8;
const mostAtOnce = 100;

interface Filling {
  readonly start: string;
  /** Content types of articles: what is in them is not in this one. */
  readonly types: ReadonlySet<string>;
  readonly found: Found;
}

function missingIn({ start, types, found }: Filling): ReturnType<typeof findMissing> {
  const entry = found.entries.get(start);
  return entry ? findMissing(entry, found, types) : [];
}

async function fillIn(connection: ContentfulConnection, filling: Filling): Promise<void> {
  const asked = new Set<string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const missing = missingIn(filling).filter(({ id }) => !asked.has(id));
    if (missing.length === 0) return;
    for (const { id } of missing) asked.add(id);
    for (const type of ['Entry', 'Asset'] as const) {
      const ids = missing.filter((one) => one.type === type).map(({ id }) => id);
      for (let at = 0; at < ids.length; at += mostAtOnce) {
        const some = ids.slice(at, at + mostAtOnce);
        const wanted = { 'sys.id[in]': some.join(','), limit: mostAtOnce };
        await query(connection, wanted, filling.found, type);
      }
    }
  }
}

const keptForInMilliseconds = 5 * 60 * 1000;
const kept = new Map<string, { readonly until: number; readonly locales: ContentfulLocale[] }>();

/** A space's languages change once in years. */
async function knownLocales(connection: ContentfulConnection): Promise<ContentfulLocale[]> {
  const key = JSON.stringify([connection.host, connection.space, connection.environment]);
  const before = kept.get(key);
  if (before && before.until > Date.now()) return before.locales;
  const locales = await fetchLocales(connection);
  kept.set(key, { until: Date.now() + keptForInMilliseconds, locales });
  return locales;
}
