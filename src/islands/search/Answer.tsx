import type { VNode } from 'preact';
import { withoutUnknown } from '#src/shared/search/search-address.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import { Chosen } from './Chosen.tsx';
import { EmptyAnswer } from './EmptyAnswer.tsx';
import { Facets } from './Facets.tsx';
import { Failure } from './Failure.tsx';
import { Keys } from './Keys.tsx';
import type { Language } from './language.ts';
import { Results } from './Results.tsx';
import { answerIn, type SearchState } from './search-state.ts';
import { Skeleton } from './Skeleton.tsx';
import { Unknown } from './Unknown.tsx';

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
  const seen = answerIn(search);
  const unknown = seen?.answer.unknown ?? [];
  const query = withoutUnknown(search.query, unknown);
  return (
    <>
      {search.kind === 'searching' && !seen && <Skeleton label={words.loading} />}
      {search.kind === 'failed' && (
        <Failure failure={search.failure} words={words} onRetry={onRetry} />
      )}
      <Unknown unknown={unknown} words={words} />
      <Chosen query={query} facets={seen?.facets ?? null} language={language} onChoose={onChoose} />
      {seen?.kind === 'empty' && (
        <EmptyAnswer empty={seen} query={query} language={language} onChoose={onChoose} />
      )}
      {seen?.kind === 'found' && (
        <>
          <div class="found">
            <Facets query={query} facets={seen.facets} language={language} onChoose={onChoose} />
            <Results
              found={seen}
              query={query}
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
