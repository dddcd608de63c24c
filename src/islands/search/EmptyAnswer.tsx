import type { VNode } from 'preact';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import { asksForSomething, withoutUnknown } from '#src/shared/search/search-address.ts';
import { Asked } from './Asked.tsx';
import { fillWithNodes, type Language } from './language.ts';
import type { Empty } from './search-state.ts';
import { Suggestions } from './Suggestions.tsx';

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
      <Suggestions {...{ suggestions, query, words, onChoose }} />
      <p>{asked.chosen.size > 0 ? words['none.filters'] : words['none.advice']}</p>
    </div>
  );
}
