import type { VNode } from 'preact';
import { formatDay } from '#src/shared/search/results-in-words.ts';
import type { SearchHit } from '#src/shared/search/search-answer.ts';
import type { Language } from './language.ts';
import { Stretches } from './Stretches.tsx';

export interface Props {
  hit: SearchHit;
  language: Language;
}

/** One result. Its parts in another language say so to screen readers and hyphenation. */
export function Hit({ hit, language: { words, formats, locale } }: Props): VNode {
  const isForeign = hit.language !== locale;
  const foreign = isForeign ? { lang: hit.language, dir: 'auto' as const } : {};
  return (
    <li class="hit">
      {hit.topics.length > 0 && (
        <p class="kicker" {...foreign}>
          {hit.topics.join(', ')}
        </p>
      )}
      <h3 {...foreign}>
        <a href={hit.url} data-result>
          <Stretches stretches={hit.title} />
        </a>
      </h3>
      <p class="excerpt" {...foreign}>
        <Stretches stretches={hit.excerpt} />
      </p>
      {hit.sections.length > 0 && (
        <ul class="sections" aria-label={words.sections} {...foreign}>
          {hit.sections.map(({ url, title }) => (
            <li key={url}>
              <a href={url}>
                <Stretches stretches={title} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {(hit.date !== null || isForeign) && (
        <p class="furniture dotted">
          {hit.date !== null && <time dateTime={hit.date}>{formatDay(hit.date, formats)}</time>}
          {isForeign && <span>{languageName(hit.language, locale)}</span>}
        </p>
      )}
    </li>
  );
}

function languageName(language: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;
}
