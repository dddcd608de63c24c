import { Fragment, type VNode } from 'preact';
import { formatSearchAddress, withText } from '#src/shared/search/search-address.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';
import { followHere } from './follow-here.ts';

export interface Props {
  suggestions: readonly string[];
  query: SearchQuery;
  words: SearchWords;
  /** Asks another query in place of this one. */
  onChoose: (query: SearchQuery) => void;
}

/** What may have been meant instead. */
export function Suggestions({ suggestions, query, words, onChoose }: Props): VNode | null {
  if (suggestions.length === 0) return null;
  return (
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
  );
}
