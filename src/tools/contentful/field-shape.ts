import type { FieldKind, OwnField } from './own-types.ts';

/** A field as Contentful's APIs describe it, as far as it is looked at. */
export interface SpaceField {
  readonly id: string;
  readonly name?: string;
  readonly type: string;
  readonly linkType?: string;
  readonly required?: boolean;
  readonly localized?: boolean;
  readonly validations?: readonly object[];
  readonly items?: {
    readonly type: string;
    readonly linkType?: string;
    readonly validations?: readonly object[];
  };
}

/** What makes a field hold what it holds: it cannot be changed once there is content. */
export function kindOf(field: SpaceField): string {
  const { type, linkType, items } = field;
  if (type === 'Link') return linkType ?? 'Link';
  if (type !== 'Array') return type;
  return items?.type === 'Link' ? `${items.linkType ?? 'Link'} list` : `${items?.type ?? '?'} list`;
}

/** The same for a field of ours. */
export function kindOfOwn({ kind }: FieldKind): string {
  const lists: Readonly<Record<string, string>> = { Symbols: 'Symbol list', Entries: 'Entry list' };
  return lists[kind] ?? kind;
}

/** What a kind is called in the web app. */
export function kindInWords(kind: string): string {
  const words: Readonly<Record<string, string>> = {
    Symbol: 'short text',
    Text: 'long text',
    RichText: 'rich text',
    Date: 'date and time',
    Integer: 'integer',
    Boolean: 'boolean',
    Asset: 'one media file',
    Entry: 'one reference',
    'Entry list': 'many references',
    'Symbol list': 'list of short texts',
  };
  return words[kind] ?? kind;
}

/** A field of ours in the terms of Contentful's migrations. */
export function shapeOf(field: OwnField): Omit<SpaceField, 'id'> {
  const { name, required = false, localized = false, validations = [] } = field;
  const common = { name, required, localized };
  switch (field.kind) {
    case 'Asset':
      return { ...common, type: 'Link', linkType: 'Asset', validations };
    case 'Entry':
      return {
        ...common,
        type: 'Link',
        linkType: 'Entry',
        validations: [...validations, typesOf(field)],
      };
    case 'Entries':
      return {
        ...common,
        type: 'Array',
        validations,
        items: { type: 'Link', linkType: 'Entry', validations: [typesOf(field)] },
      };
    case 'Symbols':
      return { ...common, type: 'Array', validations, items: { type: 'Symbol', validations: [] } };
    default:
      return { ...common, type: field.kind, validations };
  }
}

function typesOf({ types }: { readonly types: readonly string[] }): object {
  return { linkContentType: [...types] };
}
