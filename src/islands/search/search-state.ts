import type {
  FacetName,
  FacetValue,
  IndexFailure,
  SearchAnswer,
  SearchHit,
  SearchQuery,
} from '#src/shared/search/search-answer.ts';

export type FacetValues = ReadonlyMap<FacetName, readonly FacetValue[]>;

/** Results that are seen: the first of them, and as many more as were asked for. */
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

/** Nothing was found. */
export interface Empty {
  readonly kind: 'empty';
  readonly query: SearchQuery;
  readonly answer: SearchAnswer;
  readonly facets: FacetValues | null;
}

export type SearchState =
  | { readonly kind: 'idle'; readonly query: SearchQuery }
  /** The answer before stays until there is another. */
  | {
      readonly kind: 'searching';
      readonly query: SearchQuery;
      readonly before: Found | Empty | null;
    }
  | Found
  | Empty
  | { readonly kind: 'failed'; readonly query: SearchQuery; readonly failure: IndexFailure };

export type SearchEvent =
  | { readonly kind: 'cleared'; readonly query: SearchQuery }
  | { readonly kind: 'asked'; readonly query: SearchQuery }
  | {
      readonly kind: 'answered';
      readonly query: SearchQuery;
      readonly answer: SearchAnswer;
      readonly hits: readonly SearchHit[];
      /** Null if they are counted later. */
      readonly facets: FacetValues | null;
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
      return { kind: 'searching', query: event.query, before: answerIn(state) };
    case 'answered':
      if (event.query !== state.query) return state;
      return afterAnswer(event, event.facets ?? answerIn(state)?.facets ?? null);
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

function afterAnswer(
  { query, answer, hits }: Extract<SearchEvent, { kind: 'answered' }>,
  facets: FacetValues | null,
): Found | Empty {
  return answer.total === 0
    ? { kind: 'empty', query, answer, facets }
    : { kind: 'found', query, answer, hits, facets, next: 'waiting' };
}

/** The answer that is seen in a state. */
export function answerIn(state: SearchState): Found | Empty | null {
  if (state.kind === 'found' || state.kind === 'empty') return state;
  return state.kind === 'searching' ? state.before : null;
}
