import { CborReader } from '#src/shared/search/cbor.ts';
import { list, pair } from '#src/shared/search/index-format.ts';

/** What there is in an index as Pagefind maps it: a file `pagefind.<language>_<hash>.pf_meta`. */
export interface PagefindMap {
  /** Pages by their numbers. */
  readonly pages: readonly PagefindPage[];
  /** Parts of the words, in the order of their code points. */
  readonly parts: readonly WordPart[];
  /** Hashes of the filters' files, by name. */
  readonly filters: ReadonlyMap<string, string>;
  /** Names of the fields beside the text, which postings number. */
  readonly fields: readonly string[];
}

export interface PagefindPage {
  /** Name of its fragment. */
  readonly hash: string;
  readonly wordCount: number;
}

export interface WordPart {
  /** No word in it comes before this; none in the parts before comes after. */
  readonly from: string;
  readonly hash: string;
}

export function readPagefindMap(bytes: Uint8Array): PagefindMap {
  const from = new CborReader(bytes);
  from.array();
  from.text();
  const pages = list(from, () => {
    const parts = from.array();
    const page = { hash: from.text(), wordCount: from.unsigned() };
    if (parts > 2) from.text();
    return page;
  });
  const parts = list(from, () => {
    from.array();
    const first = from.text();
    from.text();
    return { from: first, hash: from.text() };
  });
  const filters = new Map(list(from, () => pair(from, () => from.text())));
  list(from, () => pair(from, () => list(from, () => from.unsigned())));
  return { pages, parts, filters, fields: list(from, () => from.text()) };
}
