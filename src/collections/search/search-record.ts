/** Something with a name that records can share: a topic, an author, a series. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A page as the search index takes it in. */
export interface SearchRecord {
  /** Path of the page, `/articles/<slug>/`. */
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
  /** The body: headings below the title have ids. */
  readonly html: string;
}
