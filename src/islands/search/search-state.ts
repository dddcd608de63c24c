import type {
  FacetName,
  FacetValue,
  IndexFailure,
  SearchAnswer,
  SearchHit,
  SearchQuery,
} from '#src/shared/search/search-answer.ts';

export type FacetValues = ReadonlyMap<FacetName, readonly FacetValue[]>;

/** Results that are shown: the first of them, and as many more as were asked for. */
export interface Found {
  readonly kind: 'found';
  readonly query: SearchQuery;
  readonly answer: SearchAnswer;
  readonly hits: readonly SearchHit[];
  /** What they can be narrowed by: as it was before until it is counted, null where nothing was. */
  readonly facets: FacetValues | null;
  /** What becomes of the results after these. */
  readonly next: 'waiting' | 'loading' | 'failed';
}

export type SearchState =
  | { readonly kind: 'idle'; readonly query: SearchQuery }
  /** What was found before stays until there is an answer. */
  | { readonly kind: 'searching'; readonly query: SearchQuery; readonly before: Found | null }
  | Found
  | {
      readonly kind: 'empty';
      readonly query: SearchQuery;
      readonly answer: SearchAnswer;
      readonly facets: FacetValues | null;
    }
  | { readonly kind: 'failed'; readonly query: SearchQuery; readonly failure: IndexFailure };

export type SearchEvent =
  | { readonly kind: 'cleared'; readonly query: SearchQuery }
  | { readonly kind: 'asked'; readonly query: SearchQuery }
  | {
      readonly kind: 'answered';
      readonly query: SearchQuery;
      readonly answer: SearchAnswer;
      readonly hits: readonly SearchHit[];
    }
  | { readonly kind: 'failed'; readonly query: SearchQuery; readonly failure: IndexFailure }
  | { readonly kind: 'more-asked' }
  | {
      readonly kind: 'more-answered';
      readonly answer: SearchAnswer;
      readonly hits: readonly SearchHit[];
    }
  | { readonly kind: 'more-failed'; readonly answer: SearchAnswer }
  | { readonly kind: 'counted'; readonly answer: SearchAnswer; readonly facets: FacetValues };

/**
 * Answers what becomes of a state. Answers to any but the newest query, and more results of any but
 * the answer that is shown, come too late and change nothing.
 */
export function nextState(state: SearchState, event: SearchEvent): SearchState {
  switch (event.kind) {
    case 'cleared':
      return { kind: 'idle', query: event.query };
    case 'asked':
      return { kind: 'searching', query: event.query, before: shownIn(state) };
    case 'answered':
      if (event.query !== state.query) return state;
      return event.answer.total === 0
        ? { kind: 'empty', query: event.query, answer: event.answer, facets: facetsIn(state) }
        : { ...event, kind: 'found', facets: facetsIn(state), next: 'waiting' };
    case 'failed':
      return event.query === state.query ? event : state;
    case 'more-asked':
      return state.kind === 'found' ? { ...state, next: 'loading' } : state;
    case 'more-answered':
      if (state.kind !== 'found' || state.answer !== event.answer) return state;
      return { ...state, hits: [...state.hits, ...event.hits], next: 'waiting' };
    case 'more-failed':
      if (state.kind !== 'found' || state.answer !== event.answer) return state;
      return { ...state, next: 'failed' };
    case 'counted':
      if (state.kind === 'searching' && state.before?.answer === event.answer)
        return { ...state, before: { ...state.before, facets: event.facets } };
      if (state.kind !== 'found' && state.kind !== 'empty') return state;
      return state.answer === event.answer ? { ...state, facets: event.facets } : state;
  }
}

function facetsIn(state: SearchState): FacetValues | null {
  return (state.kind === 'empty' ? state : shownIn(state))?.facets ?? null;
}

/** The results that are seen in a state. */
export function shownIn(state: SearchState): Found | null {
  if (state.kind === 'found') return state;
  return state.kind === 'searching' ? state.before : null;
}
