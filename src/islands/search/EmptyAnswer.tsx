import { Fragment, type VNode } from 'preact';
import type { SearchAnswer, SearchQuery } from '#src/shared/search/search-answer.ts';
import { formatSearchAddress, withText } from '#src/shared/search/search-address.ts';
import { Asked } from './Asked.tsx';
import { followHere } from './follow-here.ts';
import { fillWithNodes, type Language } from './language.ts';

export interface Props {
  query: SearchQuery;
  answer: SearchAnswer;
  language: Language;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
}

/** Nothing was found: what else could be asked. The topics stand below. */
export function EmptyAnswer({ query, answer, language: { words }, onChoose }: Props): VNode {
  const { suggestions } = answer;
  return (
    <div class="empty">
      <h2>
        {query.text.trim() === ''
          ? words['none.chosen']
          : fillWithNodes(words.none, { text: <Asked text={query.text} /> })}
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
      <p>{words['none.advice']}</p>
    </div>
  );
}
