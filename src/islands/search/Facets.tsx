import type { VNode } from 'preact';
import { offeredFacets } from '#src/shared/search/results-in-words.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import { withToggled } from '#src/shared/search/search-address.ts';
import { FacetChoice } from './FacetChoice.tsx';
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

/** What results can be narrowed by, if by anything. */
export function Facets({ query, facets, language, onChoose }: Props): VNode | null {
  const { words } = language;
  const offered = offeredFacets(query, facets ?? new Map());
  if (facets && offered.length === 0) return null;
  return (
    <details class="facets" open={isWide()}>
      <summary class="kicker">{words.filters}</summary>
      {offered.map(({ name, values }, index) => (
        <details key={name} open={index === 0 || query.chosen.has(name)}>
          <summary>{words[`facet.${name}`]}</summary>
          <FacetChoice
            name={name}
            values={values}
            chosen={query.chosen.get(name) ?? []}
            language={language}
            onToggle={(value) => onChoose(withToggled(query, name, value))}
          />
        </details>
      ))}
    </details>
  );
}

/** Whether there is a column for them: elsewhere they would stand before the results. */
function isWide(): boolean {
  return matchMedia('(min-width: 60rem)').matches;
}
