import { z } from 'astro/zod';

/*
 * A space as the Delivery API gives it with all locales and unresolved links. What comes over the
 * network is unknown: only what has the shape below is taken.
 */

const link = z.object({ sys: z.object({ type: z.string(), id: z.string() }) });

const fields = z.record(z.string(), z.record(z.string(), z.unknown())).default({});

const entrySchema = z.object({
  sys: z.object({
    type: z.literal('Entry'),
    id: z.string().regex(/^[\w.-]{1,64}$/),
    contentType: link,
    createdAt: z.string(),
    updatedAt: z.string(),
    revision: z.number().default(0),
  }),
  fields,
});

const assetSchema = z.object({
  sys: z.object({
    type: z.literal('Asset'),
    id: z.string().regex(/^[\w.-]{1,64}$/),
    updatedAt: z.string(),
    revision: z.number().default(0),
  }),
  fields,
});

const deletedSchema = z.object({
  sys: z.object({ type: z.enum(['DeletedEntry', 'DeletedAsset']), id: z.string() }),
});

/** What a sync tells of, one by one. */
export const syncItemSchema = z.union([entrySchema, assetSchema, deletedSchema]);

export const localeSchema = z.object({
  code: z.string(),
  default: z.boolean(),
  fallbackCode: z.string().nullable().default(null),
});

export type ContentfulEntry = z.output<typeof entrySchema>;
export type ContentfulAsset = z.output<typeof assetSchema>;
export type SyncItem = z.output<typeof syncItemSchema>;
export type ContentfulLocale = z.output<typeof localeSchema>;

/** All that is published in a space, or as much of it as was asked for. */
export interface ContentfulSpace {
  readonly id: string;
  readonly environment: string;
  readonly locales: readonly ContentfulLocale[];
  readonly entries: ReadonlyMap<string, ContentfulEntry>;
  readonly assets: ReadonlyMap<string, ContentfulAsset>;
}

export function isLink(value: unknown, type: 'Entry' | 'Asset'): value is { sys: { id: string } } {
  const { data } = z
    .object({ sys: z.object({ type: z.literal('Link'), linkType: z.string(), id: z.string() }) })
    .safeParse(value);
  return data?.sys.linkType === type;
}

/** What is said of an entry or asset changes with this. */
export function versionOf({ sys }: ContentfulEntry | ContentfulAsset): string {
  return `${sys.revision} ${sys.updatedAt}`;
}

/** The type of an entry, by its id. */
export function typeIdOf(entry: ContentfulEntry): string {
  return entry.sys.contentType.sys.id;
}
