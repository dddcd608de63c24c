import type { VNode } from 'preact';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import { Chosen } from './Chosen.tsx';
import { EmptyAnswer } from './EmptyAnswer.tsx';
import { Facets } from './Facets.tsx';
import { Failure } from './Failure.tsx';
import { Keys } from './Keys.tsx';
import type { Language } from './language.ts';
import { wasReloaded } from './reload-once.ts';
import { Results } from './Results.tsx';
import { shownIn, type SearchState } from './search-state.ts';
import { Skeleton } from './Skeleton.tsx';

export interface Props {
  search: SearchState;
  language: Language;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
  /** Asks the same again. */
  onRetry: () => void;
  /** Shows more of the results. */
  onMore: () => void;
  /** Leads from result to result. */
  onKeyDown: (event: KeyboardEvent) => void;
}

/** What is seen of a search in each of its states. */
export function Answer({ search, language, onChoose, onRetry, onMore, onKeyDown }: Props): VNode {
  const { words } = language;
  if (search.kind === 'idle') return <></>;
  const { query } = search;
  const found = shownIn(search);
  const facets = search.kind === 'empty' ? search.facets : (found?.facets ?? null);
  return (
    <>
      {search.kind === 'searching' && !found && <Skeleton label={words.loading} />}
      {search.kind === 'failed' && (
        <Failure failure={search.failure} words={words} onRetry={onRetry} />
      )}
      {found && wasReloaded && <p class="notice">{words.reloaded}</p>}
      <Chosen query={query} facets={facets} language={language} onChoose={onChoose} />
      {search.kind === 'empty' && (
        <EmptyAnswer query={query} answer={search.answer} language={language} onChoose={onChoose} />
      )}
      {found && (
        <>
          <div class="found">
            <Facets query={query} facets={found.facets} language={language} onChoose={onChoose} />
            <Results
              found={found}
              language={language}
              onChoose={onChoose}
              onMore={onMore}
              onKeyDown={onKeyDown}
            />
          </div>
          <Keys words={words} />
        </>
      )}
    </>
  );
}
