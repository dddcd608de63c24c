/** Somebody or something that articles name: an author, a topic, a series. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A page that can be found, as the search index takes it in. */
export interface SearchRecord {
  /** Its path. */
  readonly url: string;
  readonly locale: string;
  readonly kind: 'article' | 'page';
  readonly title: string;
  readonly description: string;
  readonly topics: readonly Named[];
  readonly authors: readonly Named[];
  readonly series: Named | null;
  /** Day of publication, such as 2026-09-14; null for pages. */
  readonly date: string | null;
}
