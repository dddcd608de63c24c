import type { VNode } from 'preact';
import { formatDay } from '#src/shared/search/results-in-words.ts';
import type { SearchHit } from '#src/shared/search/search-answer.ts';
import type { Language } from './language.ts';
import { Stretches } from './Stretches.tsx';

export interface Props {
  hit: SearchHit;
  language: Language;
}

/** One result. */
export function Hit({ hit, language: { words, formats } }: Props): VNode {
  return (
    <li class="hit">
      {hit.topics.length > 0 && <p class="kicker">{hit.topics.join(', ')}</p>}
      <h3>
        <a href={hit.url} data-result>
          <Stretches stretches={hit.title} />
        </a>
      </h3>
      <p class="excerpt">
        <Stretches stretches={hit.excerpt} />
      </p>
      {hit.sections.length > 0 && (
        <ul class="sections" aria-label={words.sections}>
          {hit.sections.map(({ url, title }) => (
            <li key={url}>
              <a href={url}>
                <Stretches stretches={title} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {hit.date !== null && (
        <p class="furniture dotted">
          <time dateTime={hit.date}>{formatDay(hit.date, formats)}</time>
        </p>
      )}
    </li>
  );
}
