import { describe, expect, it } from 'vitest';
import {
  nextState,
  answerIn,
  type Found,
  type SearchEvent,
  type SearchState,
} from '#src/islands/search/search-state.ts';
import type { SearchAnswer, SearchHit, SearchQuery } from '#src/shared/search/search-answer.ts';

const query = (text: string): SearchQuery => ({
  text,
  chosen: new Map(),
  order: 'relevance',
  verbatim: false,
});
const answer = (total: number): SearchAnswer => ({
  text: 'type',
  isCorrected: false,
  total,
  complete: total,
  facets: () => Promise.resolve(new Map()),
  unknown: [],
  suggestions: [],
  show: () => Promise.resolve([]),
});
const hit = (title: string): SearchHit => ({
  url: `/${title}/`,
  title: [{ text: title, isMatch: true }],
  excerpt: [],
  sections: [],
  topics: [],
  date: null,
  authors: [],
  isComplete: true,
});

const idle: SearchState = { kind: 'idle', query: query('') };
const after = (...events: readonly SearchEvent[]): SearchState =>
  events.reduce<SearchState>(nextState, idle);

describe('a search', () => {
  const first = query('ty');
  const second = query('type');
  const found = answer(12);
  const answered: SearchEvent = {
    kind: 'answered',
    query: second,
    answer: found,
    hits: [hit('one')],
    facets: null,
  };

  it('shows what answers the newest query', () => {
    expect(after({ kind: 'asked', query: second }, answered)).toEqual({
      kind: 'found',
      query: second,
      answer: found,
      hits: [hit('one')],
      facets: null,
      next: 'waiting',
    });
  });

  it('has what it can be narrowed by when that is counted, of this answer only', () => {
    const facets = new Map([['year', [{ value: '2026', label: '2026', count: 1 }]]] as const);
    const shown = after({ kind: 'asked', query: second }, answered);
    expect(nextState(shown, { kind: 'counted', answer: found, facets })).toMatchObject({ facets });
    expect(nextState(shown, { kind: 'counted', answer: answer(1), facets })).toBe(shown);
    const again = nextState(shown, { kind: 'asked', query: first });
    expect(answerIn(nextState(again, { kind: 'counted', answer: found, facets }))).toMatchObject({
      facets,
    });
  });

  it('drops answers and failures that come too late', () => {
    const asked: SearchEvent[] = [
      { kind: 'asked', query: first },
      { kind: 'asked', query: second },
    ];
    const late: SearchEvent = {
      kind: 'answered',
      query: first,
      answer: answer(1),
      hits: [],
      facets: null,
    };
    expect(after(...asked, late)).toEqual(after(...asked));
    expect(after(...asked, answered, late)).toEqual(after(...asked, answered));
    const failed: SearchEvent = { kind: 'failed', query: first, failure: 'unreachable' };
    expect(after(...asked, failed)).toEqual(after(...asked));
    expect(after(...asked, answered, failed)).toEqual(after(...asked, answered));
    expect(after(...asked, { kind: 'cleared', query: query('') }, answered).kind).toBe('idle');
  });

  it('keeps what was found until there is an answer to the next', () => {
    const again = after({ kind: 'asked', query: second }, answered, {
      kind: 'asked',
      query: first,
    });
    expect(again.kind).toBe('searching');
    expect(answerIn(again)).toMatchObject({ hits: [hit('one')] });
    const still = nextState(again, { kind: 'asked', query: query('typ') });
    expect(answerIn(still)).toMatchObject({ hits: [hit('one')] });
    expect(answerIn(nextState(still, { kind: 'cleared', query: query('') }))).toBeNull();
  });

  it('is empty where nothing was found', () => {
    const none = answer(0);
    expect(
      after({ kind: 'asked', query: second }, { ...answered, answer: none, hits: [] }),
    ).toEqual({ kind: 'empty', query: second, answer: none, facets: null });
  });

  it('keeps saying that nothing was found until there is another answer', () => {
    const empty = after(
      { kind: 'asked', query: second },
      { kind: 'answered', query: second, answer: answer(0), hits: [], facets: null },
    );
    expect(answerIn(nextState(empty, { kind: 'asked', query: first }))).toBe(empty);
  });

  it('says why it failed, and forgets what was found before', () => {
    const failed = after(
      { kind: 'asked', query: second },
      answered,
      { kind: 'asked', query: first },
      {
        kind: 'failed',
        query: first,
        failure: 'replaced',
      },
    );
    expect(failed).toEqual({ kind: 'failed', query: first, failure: 'replaced' });
    expect(answerIn(failed)).toBeNull();
  });

  it('adds more results to those of the same answer only', () => {
    const shown = after({ kind: 'asked', query: second }, answered);
    const loading = nextState(shown, { kind: 'more-asked' }) as Found;
    expect(loading.next).toBe('loading');
    const more = nextState(loading, { kind: 'more-answered', answer: found, hits: [hit('two')] });
    expect(more).toMatchObject({ hits: [hit('one'), hit('two')], next: 'waiting' });
    const other = answer(12);
    expect(nextState(loading, { kind: 'more-answered', answer: other, hits: [hit('x')] })).toBe(
      loading,
    );
    expect(nextState(loading, { kind: 'more-failed', answer: other })).toBe(loading);
    expect(nextState(loading, { kind: 'more-failed', answer: found })).toMatchObject({
      hits: [hit('one')],
      next: 'failed',
    });
    expect(nextState(idle, { kind: 'more-asked' })).toBe(idle);
  });
});
