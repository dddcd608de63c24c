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

/** Puts an item where it belongs; what tells of something gone removes it. */
export function takeItem(
  { sys, ...rest }: SyncItem,
  entries: Map<string, ContentfulEntry>,
  assets: Map<string, ContentfulAsset>,
): void {
  const fieldsOfItem = 'fields' in rest ? rest.fields : {};
  if (sys.type === 'Entry') entries.set(sys.id, { sys, fields: fieldsOfItem });
  else if (sys.type === 'Asset') assets.set(sys.id, { sys, fields: fieldsOfItem });
  else if (sys.type === 'DeletedEntry') entries.delete(sys.id);
  else assets.delete(sys.id);
}

const linkSchema = z.object({
  sys: z.object({
    type: z.literal('Link'),
    linkType: z.enum(['Entry', 'Asset']),
    id: z.string(),
  }),
});

/** What a value links to; null where it is no link. */
export function linkIn(
  value: unknown,
): { readonly type: 'Entry' | 'Asset'; readonly id: string } | null {
  const { data } = linkSchema.safeParse(value);
  return data ? { type: data.sys.linkType, id: data.sys.id } : null;
}

export function isLink(value: unknown, type: 'Entry' | 'Asset'): value is { sys: { id: string } } {
  return linkIn(value)?.type === type;
}

/** What is said of an entry or asset changes with this. */
export function versionOf({ sys }: ContentfulEntry | ContentfulAsset): string {
  return `${sys.revision} ${sys.updatedAt}`;
}

/** Whether something is an entry of one of the content types of articles. */
export function isArticle(
  entry: ContentfulEntry | undefined,
  articleTypes: ReadonlySet<string>,
): boolean {
  return entry !== undefined && articleTypes.has(typeIdOf(entry));
}

/** The type of an entry, by its id. */
export function typeIdOf(entry: ContentfulEntry): string {
  return entry.sys.contentType.sys.id;
}
