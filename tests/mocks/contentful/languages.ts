import { QueryError } from './query-error.ts';
import type { Item, Locale, SpaceState } from './space-state.ts';

/** In which languages something is asked for, of which there are. */
interface Languages {
  readonly query: URLSearchParams;
  readonly state: Pick<SpaceState, 'locales'>;
}

/** An item as it is given: `locale=*` with all languages as they are, else one, which falls back. */
export function inLocale(item: Item, { query, state }: Languages): object {
  const asked = query.get('locale');
  if (asked === '*') return item;
  const code = asked ?? defaultOf(state.locales);
  if (!state.locales.some((locale) => locale.code === code)) {
    throw new QueryError(400, 'BadRequest', `There is no locale ${code}.`);
  }
  const values = Object.entries(item.fields).map(([name, field]) => [
    name,
    valueIn(field, code, state.locales),
  ]);
  const present = values.filter(([, value]) => value !== undefined);
  return { sys: { ...item.sys, locale: code }, fields: Object.fromEntries(present) as object };
}

export function valueIn(
  values: Readonly<Record<string, unknown>>,
  code: string,
  locales: readonly Locale[],
): unknown {
  let at: string | null = code;
  for (let steps = 0; at !== null && steps <= locales.length; steps += 1) {
    if (Object.hasOwn(values, at)) return values[at];
    at = locales.find((locale) => locale.code === at)?.fallbackCode ?? null;
  }
  return undefined;
}

export function defaultOf(locales: readonly Locale[]): string {
  return locales.find((locale) => locale.default)?.code ?? 'en-US';
}
