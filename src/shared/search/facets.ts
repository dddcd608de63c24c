import type { IndexStore } from './index-store.ts';
import type { RankedPage } from './rank.ts';
import {
  facetNames,
  type ChosenValue,
  type FacetName,
  type FacetValue,
  type SearchQuery,
} from './search-answer.ts';

/** The pages that a reader's choices leave. */
export interface Chosen {
  readonly values: SearchQuery['chosen'];
  /** Of each facet in which something is chosen, the pages that have one of the values. */
  readonly by: ReadonlyMap<FacetName, ReadonlySet<number>>;
  /** Those that are in all of them; null where nothing is chosen. */
  readonly all: ReadonlySet<number> | null;
  /** Values that no page has. They choose nothing. */
  readonly unknown: readonly ChosenValue[];
}

export async function pagesChosen(
  chosen: SearchQuery['chosen'],
  store: IndexStore,
): Promise<Chosen> {
  const by = new Map<FacetName, ReadonlySet<number>>();
  const unknown: ChosenValue[] = [];
  for (const [name, values] of chosen) {
    if (values.length === 0) continue;
    const pages = await store.filter(name);
    const known = values.filter((value) => pages.has(value));
    unknown.push(...values.filter((value) => !pages.has(value)).map((value) => ({ name, value })));
    if (known.length > 0) by.set(name, new Set(known.flatMap((value) => pages.get(value) ?? [])));
  }
  return { values: chosen, by, all: intersection([...by.values()]), unknown };
}

/** What is in all of the sets; null where there are none, and so nothing is asked. */
export function intersection(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> | null {
  const [first, ...others] = sets;
  if (!first) return null;
  return new Set([...first].filter((page) => others.every((set) => set.has(page))));
}

/**
 * Counts the values of every facet among what is found. Those of a facet in which something is
 * chosen are counted as if nothing were: so readers see what else they could choose.
 */
export async function countFacets(
  store: IndexStore,
  chosen: Chosen,
  find: (allowed: ReadonlySet<number> | null) => readonly RankedPage[],
): Promise<ReadonlyMap<FacetName, readonly FacetValue[]>> {
  const labels = await store.labels();
  const filters = await Promise.all(facetNames.map((name) => store.filter(name)));
  const found = new Set(find(chosen.all).map(({ page }) => page));
  const facets = facetNames.map((name, at): [FacetName, FacetValue[]] => {
    const others = [...chosen.by].filter(([other]) => other !== name).map(([, pages]) => pages);
    const pages = chosen.by.has(name)
      ? new Set(find(intersection(others)).map(({ page }) => page))
      : found;
    const names = new Map(labels[name]);
    const values = [...(filters[at] ?? [])].map(([value, having]) => ({
      value,
      label: names.get(value) ?? value,
      count: having.filter((page) => pages.has(page)).length,
    }));
    const chosenHere = new Set(chosen.values.get(name));
    const offered = values.filter(({ value, count }) => count > 0 || chosenHere.has(value));
    return [name, offered.toSorted(orderOf(name))];
  });
  return new Map(facets);
}

function orderOf(name: FacetName): (a: FacetValue, b: FacetValue) => number {
  if (name === 'year') return (a, b) => Number(b.value) - Number(a.value);
  return (a, b) => b.count - a.count || (a.label < b.label ? -1 : 1);
}
