import type { SearchRecord } from '#src/collections/search/search-record.ts';

/** A record with its text. */
export interface BenchRecord extends SearchRecord {
  /** The body: headings below the title have ids. */
  readonly html: string;
}
