import { pageLength } from '#src/shared/search/results-in-words.ts';
import { IndexError, type SearchAnswer } from '#src/shared/search/search-answer.ts';
import type { FacetValues, Found } from './search-state.ts';

export type Answered = Pick<Found, 'answer' | 'hits' | 'facets'>;

export interface Wanted {
  /** How many results are to be seen. */
  readonly shown: number;
  /** Whether it is known what earlier results can be narrowed by: these stay until there are others. */
  readonly isCounted: boolean;
}

/**
 * Loads what is first seen of an answer. Where it may be that there is nothing to narrow down, that is
 * found out before: a column that goes away would move the results.
 */
export async function loadAnswer(
  answer: SearchAnswer,
  { shown, isCounted }: Wanted,
): Promise<Answered> {
  const isCountedFirst = !isCounted || answer.total <= pageLength;
  const [hits, facets] = await Promise.all([
    answer.show(0, Math.min(shown, answer.total)),
    isCountedFirst ? facetsOf(answer) : null,
  ]);
  return { answer, hits, facets };
}

/** What results can be narrowed by; null where that cannot be read: the results are there all the same. */
export async function facetsOf(answer: SearchAnswer): Promise<FacetValues | null> {
  try {
    return await answer.facets();
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    return null;
  }
}

/** Why a search failed. What is no failure of the index is one of ours: said in the console, too. */
export function failureOf(error: unknown): IndexError['failure'] {
  if (error instanceof IndexError) return error.failure;
  reportError(error);
  return 'missing';
}
