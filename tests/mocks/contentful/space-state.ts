/*
 * What a space holds: of each entry and asset the draft and what is published, and in which order that
 * changed. Nothing of HTTP.
 */

export interface Link {
  readonly sys: { readonly type: 'Link'; readonly linkType: string; readonly id: string };
}

/** By the id of the field, by the code of the language. */
export type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** An entry or an asset as the Delivery API gives it with all languages. */
export interface Item {
  readonly sys: {
    readonly id: string;
    readonly type: 'Entry' | 'Asset';
    readonly createdAt?: string;
    readonly updatedAt?: string;
    readonly revision?: number;
    readonly contentType?: Link;
  };
  readonly fields: Fields;
}

export interface Locale {
  readonly code: string;
  readonly default: boolean;
  readonly fallbackCode: string | null;
  readonly name?: string;
}

/** What happened to something, as webhooks call it. */
export type Happening = 'publish' | 'unpublish' | 'archive' | 'unarchive' | 'delete' | 'save';

/** A line of what was published and what is gone, for syncs. */
export interface Change {
  readonly id: string;
  readonly kind: Item['sys']['type'];
  /** Null where it is gone. */
  readonly item: Item | null;
}

export interface SpaceState {
  readonly locales: readonly Locale[];
  /** Every line since the space began. */
  readonly changes: readonly Change[];
  readonly published: ReadonlyMap<string, Item>;
  /** As their authors see them; what is archived is not among them. */
  readonly drafts: ReadonlyMap<string, Item>;
  readonly archived: ReadonlyMap<string, Item>;
  /** Publishes what it is given, which becomes the draft as well. */
  publish: (...items: readonly Item[]) => void;
  /** Publishes what was saved last. */
  publishDraft: (id: string) => void;
  saveDraft: (item: Item) => void;
  unpublish: (id: string) => void;
  archive: (id: string) => void;
  unarchive: (id: string) => void;
  remove: (id: string) => void;
  /** Puts things there as if they always had been: nobody is told. */
  fill: (items: {
    published?: readonly Item[];
    drafts?: readonly Item[];
    archived?: readonly Item[];
  }) => void;
  /** Forgets what is gone, as Contentful does after some time. */
  compact: () => void;
}

export function createSpaceState(
  locales: readonly Locale[],
  tell: (happening: Happening, item: Item) => void = () => undefined,
): SpaceState {
  let changes: Change[] = [];
  const published = new Map<string, Item>();
  const drafts = new Map<string, Item>();
  const archived = new Map<string, Item>();

  const find = (id: string): Item => {
    const item = drafts.get(id) ?? archived.get(id) ?? published.get(id);
    if (!item) throw new Error(`There is nothing called ${id} in this space.`);
    return item;
  };
  const putPublished = (item: Item): void => {
    published.set(item.sys.id, item);
    drafts.set(item.sys.id, item);
    changes.push({ id: item.sys.id, kind: item.sys.type, item });
  };
  const takeBack = (item: Item): void => {
    const { id, type: kind } = item.sys;
    if (published.delete(id)) changes.push({ id, kind, item: null });
  };
  return {
    locales,
    get changes() {
      return changes;
    },
    published,
    drafts,
    archived,
    publish: (...items) => {
      for (const item of items) {
        putPublished(item);
        tell('publish', item);
      }
    },
    publishDraft: (id) => {
      const item = revised(find(id), published.get(id));
      putPublished(item);
      tell('publish', item);
    },
    saveDraft: (item) => {
      drafts.set(item.sys.id, item);
      tell('save', item);
    },
    unpublish: (id) => {
      const item = find(id);
      takeBack(item);
      tell('unpublish', item);
    },
    archive: (id) => {
      const item = find(id);
      takeBack(item);
      drafts.delete(id);
      archived.set(id, item);
      tell('archive', item);
    },
    unarchive: (id) => {
      const item = find(id);
      archived.delete(id);
      drafts.set(id, item);
      tell('unarchive', item);
    },
    remove: (id) => {
      const item = find(id);
      takeBack(item);
      drafts.delete(id);
      archived.delete(id);
      tell('delete', item);
    },
    fill: (items) => {
      for (const item of items.published ?? []) putPublished(item);
      for (const item of items.drafts ?? []) drafts.set(item.sys.id, item);
      for (const item of items.archived ?? []) archived.set(item.sys.id, item);
    },
    compact: () => {
      changes = latestOf(changes).filter(({ item }) => item !== null);
    },
  };
}

/** The last line about each thing. */
export function latestOf(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()];
}

/** A newer version of what is published, at a moment of its own. */
function revised(item: Item, before: Item | undefined): Item {
  const revision = Math.max(item.sys.revision ?? 0, before?.sys.revision ?? 0) + 1;
  const now = new Date();
  return { ...item, sys: { ...item.sys, revision, updatedAt: now.toISOString() } };
}
