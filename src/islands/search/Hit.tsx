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
  const { url, title, excerpt, sections, topics, authors, date } = hit;
  return (
    <li class="hit">
      {topics.length > 0 && <p class="kicker">{topics.join(', ')}</p>}
      <h3>
        <a href={url} data-result>
          <Stretches stretches={title} />
        </a>
      </h3>
      <p class="excerpt">
        <Stretches stretches={excerpt} />
      </p>
      {sections.length > 0 && (
        <ul class="sections" aria-label={words.sections}>
          {sections.map((section) => (
            <li key={section.url}>
              <a href={section.url}>
                <Stretches stretches={section.title} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {(date !== null || authors.length > 0) && (
        <p class="furniture dotted">
          {authors.length > 0 && <bdi>{authors.join(', ')}</bdi>}
          {date !== null && <time dateTime={date}>{formatDay(date, formats)}</time>}
        </p>
      )}
    </li>
  );
}
