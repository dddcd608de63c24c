import type { ComponentChild, VNode } from 'preact';
import {
  searchOrders,
  type SearchHit,
  type SearchOrder,
  type SearchQuery,
} from '#src/shared/search/search-answer.ts';
import { countResults } from '#src/shared/search/results-in-words.ts';
import { formatSearchAddress, withOrder } from '#src/shared/search/search-address.ts';
import { Asked } from './Asked.tsx';
import { Hit } from './Hit.tsx';
import { fillWithNodes, type Language } from './language.ts';
import { followHere } from './follow-here.ts';
import type { Found } from './search-state.ts';
import { Suggestions } from './Suggestions.tsx';

export interface Props {
  found: Found;
  /** What is asked now: the results may be of what was asked before. */
  query: SearchQuery;
  language: Language;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
  /** Shows more of the results. */
  onMore: () => void;
  /** Leads from result to result. */
  onKeyDown: (event: KeyboardEvent) => void;
}

/** What was found: those with all words, then those with some. */
export function Results(props: Props): VNode {
  const { found, query, language, onChoose, onMore, onKeyDown } = props;
  const { answer, hits } = found;
  const { words } = language;
  const complete = hits.filter(({ isComplete }) => isComplete);
  const partial = hits.filter(({ isComplete }) => !isComplete);
  const exact: SearchQuery = { ...query, text: found.query.text, verbatim: true };
  const list = (some: readonly SearchHit[]): ComponentChild =>
    some.length > 0 && (
      <ol class="hits">
        {some.map((hit) => (
          <Hit key={hit.url} hit={hit} language={language} />
        ))}
      </ol>
    );
  return (
    <div class="results" onKeyDown={onKeyDown}>
      <div class="results-head">
        <h2 class="furniture" tabIndex={-1}>
          {fillWithNodes(countResults(language, answer.total, answer.text), {
            text: <Asked text={answer.text} />,
          })}
        </h2>
        {answer.total > 1 && (
          <label class="furniture order">
            {words.sort}{' '}
            <select
              value={query.order}
              onChange={({ currentTarget }) =>
                // The options are these orders.
                onChoose(withOrder(query, currentTarget.value as SearchOrder))
              }
            >
              {searchOrders.map((order) => (
                <option key={order} value={order}>
                  {words[`sort.${order}`]}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {answer.isCorrected && (
        <p class="corrected">
          {fillWithNodes(words.corrected, { text: <Asked text={answer.text} /> })}{' '}
          <a
            rel="nofollow"
            href={formatSearchAddress(exact)}
            onClick={followHere(() => onChoose(exact))}
          >
            {fillWithNodes(words.verbatim, { text: <Asked text={found.query.text} /> })}
          </a>
        </p>
      )}
      <Suggestions suggestions={answer.suggestions} {...{ query, words, onChoose }} />
      {list(complete)}
      {partial.length > 0 && (
        <h2 class="partial">{answer.complete > 0 ? words.partial : words['partial.only']}</h2>
      )}
      {list(partial)}
      {found.next === 'failed' && (
        <p class="notice" role="alert">
          {words.unreachable}
        </p>
      )}
      {hits.length < answer.total && (
        <button class="more" onClick={onMore} aria-disabled={found.next === 'loading'}>
          {found.next === 'failed' ? words.retry : words.more}
        </button>
      )}
    </div>
  );
}
