import { describe, expect, it } from 'vitest';
import { collectLabels } from '#src/collections/search/labels.ts';
import type { SearchRecord } from '#src/collections/search/search-record.ts';

function record(fields: Partial<SearchRecord>): SearchRecord {
  return {
    url: '/',
    locale: 'en',
    kind: 'article',
    title: '',
    description: '',
    topics: [],
    authors: [],
    series: null,
    date: null,
    ...fields,
  };
}

describe('labels', () => {
  it('name everything that records name, once', () => {
    const type = { id: 'type', name: 'Typography' };
    expect(
      collectLabels([
        record({ topics: [type, { id: '__proto__', name: 'P' }], series: { id: 's', name: 'S' } }),
        record({ topics: [type], authors: [{ id: 'a', name: 'A' }] }),
      ]),
    ).toEqual({
      topic: [
        ['type', 'Typography'],
        ['__proto__', 'P'],
      ],
      author: [['a', 'A']],
      series: [['s', 'S']],
    });
  });

  it('may be none', () => {
    expect(collectLabels([])).toEqual({ topic: [], author: [], series: [] });
  });
});
