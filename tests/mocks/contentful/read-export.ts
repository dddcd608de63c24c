import type { Item, Locale } from './space-state.ts';

/** A space as `contentful space export` writes it. */
export interface Export {
  readonly id: string;
  readonly locales: readonly Locale[];
  readonly contentTypes: readonly object[];
  readonly published: readonly Item[];
  readonly drafts: readonly Item[];
  readonly archived: readonly Item[];
}

/** It is no export; its words are for the person who named the file. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

interface Exported {
  readonly sys?: {
    readonly id?: unknown;
    readonly type?: unknown;
    readonly publishedVersion?: unknown;
    readonly archivedVersion?: unknown;
    readonly publishedAt?: unknown;
    readonly publishedCounter?: unknown;
    readonly updatedAt?: unknown;
    readonly createdAt?: unknown;
    readonly contentType?: unknown;
    readonly space?: { readonly sys?: { readonly id?: unknown } };
  };
  readonly fields?: unknown;
}

/**
 * Reads an export. It holds one version of everything: that is the draft, and where something is
 * published, what is published too.
 *
 * @throws {ExportError}
 */
export function readExport(text: string): Export {
  const data = parse(text);
  const [entries, assets, locales] = ['entries', 'assets', 'locales'].map((name) =>
    listIn(data, name),
  );
  if (!entries || !locales || locales.length === 0) {
    throw new ExportError(
      'It has no entries or no locales: `contentful space export` writes a file that has.',
    );
  }
  const all = [...entries, ...(assets ?? [])] as Exported[];
  const items = all.map((one) => ({ one, item: itemOf(one) }));
  const which = (state: 'published' | 'archived' | 'draft'): Item[] =>
    items.filter(({ one }) => stateOf(one) === state).map(({ item }) => item);
  return {
    id: idOf(all),
    locales: (locales as Partial<Locale>[]).map(localeOf),
    contentTypes: (listIn(data, 'contentTypes') ?? []) as object[],
    published: which('published'),
    drafts: which('draft'),
    archived: which('archived'),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ExportError('It is no JSON.', { cause });
  }
}

function listIn(data: unknown, name: string): unknown[] | null {
  const list: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : null;
  return Array.isArray(list) ? list : null;
}

function stateOf({ sys }: Exported): 'published' | 'archived' | 'draft' {
  if (sys?.archivedVersion) return 'archived';
  return sys?.publishedVersion ? 'published' : 'draft';
}

function itemOf({ sys = {}, fields }: Exported): Item {
  const { id, type, createdAt, updatedAt, publishedAt, publishedCounter, contentType } = sys;
  if (typeof id !== 'string' || (type !== 'Entry' && type !== 'Asset')) {
    throw new ExportError('Something in it is neither an entry nor an asset.');
  }
  return {
    sys: {
      id,
      type,
      ...(isText(createdAt) ? { createdAt } : {}),
      ...(isText(publishedAt)
        ? { updatedAt: publishedAt }
        : isText(updatedAt)
          ? { updatedAt }
          : {}),
      revision: typeof publishedCounter === 'number' ? publishedCounter : 0,
      ...(contentType
        ? { contentType: contentType as NonNullable<Item['sys']['contentType']> }
        : {}),
    },
    fields: (fields ?? {}) as Item['fields'],
  };
}

function idOf(all: readonly Exported[]): string {
  const id = all[0]?.sys?.space?.sys?.id;
  return typeof id === 'string' ? id : 'spaceid1';
}

function localeOf({
  code = 'en-US',
  name = code,
  fallbackCode = null,
  ...rest
}: Partial<Locale>): Locale {
  return { code, name, fallbackCode, default: rest.default === true };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
