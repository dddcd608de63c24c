import type { VNode } from 'preact';
import { labelOf, offeredFacets } from '#src/shared/search/results-in-words.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import { withToggled } from '#src/shared/search/search-address.ts';
import type { Language } from './language.ts';
import type { FacetValues } from './search-state.ts';

export interface Props {
  query: SearchQuery;
  /** Null until they are counted: their place is kept. */
  facets: FacetValues | null;
  language: Language;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
}

/** What results can be narrowed by. One value is no choice: such a facet is left out. */
export function Facets({ query, facets, language, onChoose }: Props): VNode {
  const { words, formats } = language;
  const numbers = new Intl.NumberFormat(formats);
  const offered = offeredFacets(query, facets ?? new Map());
  const isEmpty = facets !== null && offered.length === 0;
  return (
    <details class={isEmpty ? 'facets unused' : 'facets'} open={isWide()}>
      <summary class="kicker">{words.filters}</summary>
      {offered.map(({ name, values }, index) => (
        <details key={name} open={index === 0 || query.chosen.has(name)}>
          <summary>{words[`facet.${name}`]}</summary>
          <fieldset>
            <legend class="visually-hidden">{words[`facet.${name}`]}</legend>
            {values.map((one) => (
              <label key={one.value}>
                <input
                  type="checkbox"
                  name={name}
                  value={one.value}
                  checked={query.chosen.get(name)?.includes(one.value) ?? false}
                  onChange={() => onChoose(withToggled(query, name, one.value))}
                />
                <span>{labelOf(words, name, one)}</span>
                <span class="count">{numbers.format(one.count)}</span>
              </label>
            ))}
          </fieldset>
        </details>
      ))}
    </details>
  );
}

/** Whether there is a column for them: elsewhere they would stand before the results. */
function isWide(): boolean {
  return matchMedia('(min-width: 60rem)').matches;
}
