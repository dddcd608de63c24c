import { IndexError, type ReadIndexFile, type Search } from './search-answer.ts';

export interface OpenSearchOptions {
  readonly locale: string;
  readonly read: ReadIndexFile;
}

/** Stands in until there is a search. */
export function openSearch(_options: OpenSearchOptions): Promise<Search> {
  return Promise.reject(new IndexError('missing'));
}
