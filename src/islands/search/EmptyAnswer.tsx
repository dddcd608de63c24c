import { Fragment, type VNode } from 'preact';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import {
  asksForSomething,
  formatSearchAddress,
  withoutUnknown,
  withText,
} from '#src/shared/search/search-address.ts';
import { Asked } from './Asked.tsx';
import { followHere } from './follow-here.ts';
import { fillWithNodes, type Language } from './language.ts';
import type { Empty } from './search-state.ts';

export interface Props {
  empty: Empty;
  /** What is asked now: the answer may be to what was asked before. */
  query: SearchQuery;
  language: Language;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
}

/** Nothing was found: what else could be asked. What one can look around in stands below. */
export function EmptyAnswer({ empty, query, language: { words }, onChoose }: Props): VNode | null {
  const { suggestions, unknown } = empty.answer;
  const asked = withoutUnknown(empty.query, unknown);
  if (!asksForSomething(asked)) return null;
  return (
    <div class="empty">
      <h2>
        {asked.text.trim() === ''
          ? words['none.chosen']
          : fillWithNodes(words.none, { text: <Asked text={asked.text} /> })}
      </h2>
      {suggestions.length > 0 && (
        <p>
          {words.suggestions}:{' '}
          {suggestions.map((text, index) => {
            const other = withText(query, text);
            return (
              <Fragment key={text}>
                {index > 0 && ', '}
                <a
                  rel="nofollow"
                  href={formatSearchAddress(other)}
                  onClick={followHere(() => onChoose(other))}
                >
                  <bdi>{text}</bdi>
                </a>
              </Fragment>
            );
          })}
        </p>
      )}
      <p>{asked.chosen.size > 0 ? words['none.filters'] : words['none.advice']}</p>
    </div>
  );
}
