import { defaultOf, inLocale, valueIn } from './languages.ts';
import { QueryError } from './query-error.ts';
import type { Item, Link, SpaceState } from './space-state.ts';

/*
 * Queries of the Delivery and the Preview API: which entries are meant, in which languages they are
 * given, and what comes with them.
 *
 * @see https://www.contentful.com/developers/docs/references/content-delivery-api/#/reference/search-parameters
 */

export type Kind = Item['sys']['type'];

export interface Asking {
  readonly state: SpaceState;
  /** What is there for whoever asks: published, or drafts. */
  readonly items: ReadonlyMap<string, Item>;
  readonly kind: Kind;
  readonly query: URLSearchParams;
}

const known = new Set([
  'access_token',
  'content_type',
  'include',
  'limit',
  'locale',
  'order',
  'select',
  'skip',
]);
const operators = ['ne', 'in', 'nin', 'exists', 'lt', 'lte', 'gt', 'gte', 'match', 'all'] as const;
type Operator = (typeof operators)[number];

/** The answer to a list of entries or assets. */
export function answerList(asking: Asking): object {
  const { query, items, kind } = asking;
  const [skip, limit] = [readNumber(query, 'skip', 0, 1e9), readNumber(query, 'limit', 100, 1000)];
  const type = query.get('content_type');
  const conditions = readConditions(asking);
  const fitting = candidatesFor(conditions, items).filter(
    (item) =>
      item.sys.type === kind &&
      (type === null || item.sys.contentType?.sys.id === type) &&
      conditions.every(({ path, wanted, operator }) =>
        isMet(valuesAt(item, path, asking), wanted, operator),
      ),
  );
  const found = inOrder(fitting, asking);
  const page = found.slice(skip, skip + limit);
  const { includes, errors } = collectLinked(page, asking);
  return {
    sys: { type: 'Array' },
    total: found.length,
    skip,
    limit,
    items: page.map((item) => inLocale(item, asking)),
    ...(Object.keys(includes).length > 0 ? { includes } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  };
}

function readNumber(query: URLSearchParams, name: string, byDefault: number, most: number): number {
  const given = query.get(name);
  if (given === null) return byDefault;
  if (!/^\d+$/.test(given) || Number(given) > most) {
    throw new QueryError(400, 'InvalidQuery', `${name} is a number up to ${most}.`);
  }
  return Number(given);
}

interface Condition {
  readonly path: string;
  readonly operator: Operator | '';
  readonly wanted: string;
}

/** Of a large space most queries name what they want. */
function candidatesFor(conditions: readonly Condition[], items: Asking['items']): readonly Item[] {
  const named = conditions.find(
    ({ path, operator }) => path === 'sys.id' && (operator === '' || operator === 'in'),
  );
  if (!named) return [...items.values()];
  return named.wanted.split(',').flatMap((id) => items.get(id) ?? []);
}

function readConditions({ query, kind }: Asking): Condition[] {
  return [...query].flatMap(([name, wanted]) => {
    if (known.has(name)) return [];
    const [, path = '', operator = ''] =
      /^((?:sys|fields)\.[\w.-]+)(?:\[(\w+)\])?$/.exec(name) ?? [];
    if (path === '' || (operator !== '' && !isOperator(operator))) {
      throw new QueryError(400, 'InvalidQuery', `Nobody knows what ${name} is.`);
    }
    if (path.startsWith('fields.') && kind === 'Entry' && !query.has('content_type')) {
      throw new QueryError(400, 'InvalidQuery', 'A query of fields needs a content_type.');
    }
    return [{ path, operator, wanted }];
  });
}

function isOperator(name: string): name is Operator {
  return (operators as readonly string[]).includes(name);
}

/** Without a language in it, a path means the language that is asked for: with all, the default one. */
function valuesAt(item: Item, path: string, { query, state }: Asking): unknown[] {
  const [first, name = '', ...rest] = path.split('.');
  if (first === 'sys') return listOf(dig(item.sys, [name, ...rest]));
  const values = item.fields[name] ?? {};
  const [code = ''] = rest;
  if (state.locales.some((locale) => locale.code === code))
    return listOf(dig(values[code], rest.slice(1)));
  const asked = query.get('locale');
  const own = asked === null || asked === '*' ? defaultOf(state.locales) : asked;
  return listOf(dig(valueIn(values, own, state.locales), rest));
}

function dig(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
    value,
  );
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isMet(values: readonly unknown[], wanted: string, operator: Operator | ''): boolean {
  const texts = values.map(String);
  const several = wanted.split(',');
  switch (operator) {
    case '':
      return texts.includes(wanted);
    case 'ne':
      return !texts.includes(wanted);
    case 'in':
      return texts.some((text) => several.includes(text));
    case 'nin':
      return !texts.some((text) => several.includes(text));
    case 'all':
      return several.every((one) => texts.includes(one));
    case 'exists':
      return texts.length > 0 === (wanted === 'true');
    case 'match':
      return texts.some((text) => text.toLowerCase().includes(wanted.toLowerCase()));
    default:
      return values.some((value) => isInOrder(value, wanted, operator));
  }
}

function isInOrder(value: unknown, wanted: string, operator: Operator): boolean {
  const difference =
    typeof value === 'number' ? value - Number(wanted) : compare(String(value), wanted);
  if (operator === 'lt') return difference < 0;
  if (operator === 'lte') return difference <= 0;
  return operator === 'gt' ? difference > 0 : difference >= 0;
}

function inOrder(items: Item[], asking: Asking): Item[] {
  const order = (asking.query.get('order') ?? '').split(',').filter(Boolean);
  return items.toSorted((a, b) => {
    for (const part of order) {
      const [path, sign] = part.startsWith('-') ? [part.slice(1), -1] : [part, 1];
      const [one = '', other = ''] = [a, b].map((item) =>
        String(valuesAt(item, path, asking)[0] ?? ''),
      );
      const difference = compare(one, other);
      if (difference !== 0) return difference * sign;
    }
    // As Contentful has it: what changed last comes first.
    return compare(b.sys.updatedAt ?? '', a.sys.updatedAt ?? '') || compare(a.sys.id, b.sys.id);
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What the found ones link to, and what that links to, as deep as is asked for. */
function collectLinked(
  page: readonly Item[],
  asking: Asking,
): { includes: Partial<Record<Kind, object[]>>; errors: object[] } {
  const depth = readNumber(asking.query, 'include', 1, 10);
  const includes: Partial<Record<Kind, object[]>> = {};
  const errors = new Map<string, object>();
  const seen = new Set(page.map(({ sys }) => sys.id));
  let layer = page;
  for (let at = 0; at < depth; at += 1) {
    const next: Item[] = [];
    for (const { sys } of layer.flatMap((item) => linksIn(item.fields))) {
      if (seen.has(sys.id)) continue;
      seen.add(sys.id);
      const item = asking.items.get(sys.id);
      if (!item) {
        const about = { type: 'Link', linkType: sys.linkType, id: sys.id };
        errors.set(sys.id, { sys: { id: 'notResolvable', type: 'error' }, details: about });
        continue;
      }
      (includes[item.sys.type] ??= []).push(inLocale(item, asking));
      next.push(item);
    }
    layer = next;
  }
  return { includes, errors: [...errors.values()] };
}

function linksIn(value: unknown): Link[] {
  if (typeof value !== 'object' || value === null) return [];
  const { sys } = value as Partial<Link>;
  if (sys?.type === 'Link' && ['Entry', 'Asset'].includes(sys.linkType)) return [value as Link];
  return Object.values(value).flatMap(linksIn);
}
