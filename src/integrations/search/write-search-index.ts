import type { SearchRecord } from '#src/collections/search/search-record.ts';

/** Stands in until there is an index. */
export function writeSearchIndex(
  _records: AsyncIterable<SearchRecord> | Iterable<SearchRecord>,
  _folder: string,
): Promise<unknown> {
  return Promise.reject(new Error('Broadsheet writes no search index yet.'));
}
