import type { Labels } from '#src/shared/search/index-store.ts';
import type { Named, SearchRecord } from './search-record.ts';

/** Names of what results can be narrowed by, where they are not the value itself. */
export function collectLabels(records: readonly SearchRecord[]): Labels {
  return {
    topic: pairs(records.flatMap(({ topics }) => topics)),
    author: pairs(records.flatMap(({ authors }) => authors)),
    series: pairs(records.flatMap(({ series }) => series ?? [])),
  };
}

function pairs(named: readonly Named[]): [id: string, name: string][] {
  return [...new Map(named.map(({ id, name }) => [id, name]))];
}
