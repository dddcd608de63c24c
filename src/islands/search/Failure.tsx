import type { VNode } from 'preact';
import type { IndexFailure } from '#src/shared/search/search-answer.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';

export interface Props {
  failure: IndexFailure;
  words: SearchWords;
  /** Asks the same again. */
  onRetry: () => void;
}

/** Why there is no answer, and what a reader can do about it. */
export function Failure({ failure, words, onRetry }: Props): VNode {
  return (
    <div class="notice" role="alert" data-failure={failure}>
      <p>{words[failure]}</p>
      {import.meta.env.DEV && failure === 'missing' && (
        <p>
          The index is made with the site: run <code>npm run build</code>.
        </p>
      )}
      {failure === 'unreachable' && <button onClick={onRetry}>{words.retry}</button>}
      {failure === 'replaced' && <button onClick={() => location.reload()}>{words.reload}</button>}
    </div>
  );
}
