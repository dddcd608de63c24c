import type { VNode } from 'preact';
import { facetNames, type SearchQuery } from '#src/shared/search/search-answer.ts';
import { withToggled } from '#src/shared/search/search-address.ts';
import { labelOf } from '#src/shared/search/results-in-words.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { Language } from './language.ts';
import type { FacetValues } from './search-state.ts';

export interface Props {
  query: SearchQuery;
  /** What values are called, where it is known. */
  facets: FacetValues | null;
  language: Language;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
}

/** The values that results are narrowed to, each with a way to take it away. */
export function Chosen({ query, facets, language: { words }, onChoose }: Props): VNode | null {
  const values = facetNames.flatMap((name) =>
    (query.chosen.get(name) ?? []).map((value) => {
      const known = facets?.get(name)?.find((one) => one.value === value);
      const label = labelOf(words, name, known ?? { value, label: value });
      return { name, value, label: `${words[`facet.${name}`]}: ${label}` };
    }),
  );
  if (values.length === 0) return null;
  return (
    <ul class="chosen" aria-label={words['filters.chosen']}>
      {values.map(({ name, value, label }) => (
        <li key={`${name} ${value}`}>
          <button
            aria-label={fill(words.remove, { label })}
            onClick={() => onChoose(withToggled(query, name, value))}
          >
            <bdi>{label}</bdi>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d="M1 1l8 8M9 1l-8 8" stroke="currentColor" stroke-width="1.25" />
            </svg>
          </button>
        </li>
      ))}
      {values.length > 1 && (
        <li>
          <button class="all" onClick={() => onChoose({ ...query, chosen: new Map() })}>
            {words['remove.all']}
          </button>
        </li>
      )}
    </ul>
  );
}
