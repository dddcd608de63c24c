import { countResults } from '#src/shared/search/results-in-words.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { Language } from './language.ts';
import { answerIn, type SearchState } from './search-state.ts';

/** What a screen reader says of a search. */
export function inWords(search: SearchState, language: Language): string {
  const { words } = language;
  if (search.kind === 'searching') return words.loading;
  const unknown = answerIn(search)?.answer.unknown ?? [];
  return [
    ...unknown.map(({ name, value }) => fill(words[`unknown.${name}`], { value })),
    resultInWords(search, language),
  ].join(' ');
}

function resultInWords(search: SearchState, language: Language): string {
  const { words } = language;
  if (search.kind === 'empty') {
    const { text } = search.query;
    return text.trim() === '' ? words['none.chosen'] : fill(words.none, { text });
  }
  if (search.kind !== 'found') return '';
  const { total, text } = search.answer;
  return fill(countResults(language, total, text), { text });
}
