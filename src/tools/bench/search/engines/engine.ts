import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';

/** A search that runs in the browser. */
export interface Engine {
  /** As it is chosen on the command line. */
  readonly name: string;
  /** As tables call it. */
  readonly title: string;
  /** Writes into the folder what the browser loads of the articles. */
  readonly build: (records: readonly BenchRecord[], folder: string) => Promise<void>;
  /** Name of the module in `clients/` that searches it in the browser. */
  readonly client: string;
}

/** What a module in `clients/` exports as `open`: loads what every search needs, then answers it. */
export type OpenClient = () => Promise<SearchInBrowser>;

/** Answers paths of pages, best first, up to ten, when all that a list of results shows is there. */
export type SearchInBrowser = (text: string) => Promise<string[]>;

/** An article as engines without an HTML parser take it. */
export interface PlainArticle {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly topics: string;
  readonly body: string;
}
