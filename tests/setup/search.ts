import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SearchRecord } from '#src/collections/search/search-record.ts';
import { writeSearchIndex } from '#src/collections/search/write-search-index.ts';
import type { IndexManifest, IndexMap } from '#src/shared/search/index-map.ts';
import { openSearch } from '#src/shared/search/open-search.ts';
import type {
  ReadIndexFile,
  Search,
  SearchAnswer,
  SearchHit,
  SearchQuery,
  Stretch,
} from '#src/shared/search/search-answer.ts';

/*
 * Real indexes of made-up pages: written by Pagefind as in a build, read from disk. One takes a
 * process of its own, so a test file makes one for all its tests.
 */

/** A page to be found. What is left out is an article in English without much in it. */
export interface SamplePage extends Partial<Omit<SearchRecord, 'url'>> {
  /** Path; also what tests call it. */
  readonly url: string;
  /** The body as HTML; null where not everybody may read it. */
  readonly html?: string | null;
}

export type IndexedPage = SearchRecord & { readonly html: string | null };

export interface SampleIndex {
  readonly folder: string;
  /** Reads a file of the index, and notes that it has. */
  readonly read: ReadIndexFile;
  /** Paths of the files read since it was last emptied, in order. */
  readonly log: string[];
  readonly remove: () => Promise<void>;
}

/** Writes an index of `pages`, newest first. Whoever asks for it removes it. */
export async function makeIndex(
  pages: readonly SamplePage[],
  locales: readonly string[] = [...new Set(pages.map(({ locale }) => locale ?? 'en'))],
): Promise<SampleIndex> {
  const folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-search-'));
  const records = pages.map(recordOf);
  await writeSearchIndex({ records, locales, htmlOf: async ({ html }) => html }, folder);
  const log: string[] = [];
  const read: ReadIndexFile = async (name) => {
    log.push(name);
    return new Uint8Array(await readFile(path.join(folder, name)));
  };
  return { folder, read, log, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Where the files of a language are, its manifest apart, and what their map says. */
export async function editionOf(
  { folder }: Pick<SampleIndex, 'folder'>,
  locale = 'en',
): Promise<{ readonly folder: string; readonly map: IndexMap }> {
  // Both are written by the build.
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  const { edition } = (await read(`${locale}.json`)) as IndexManifest;
  if (edition === null) throw new Error(`Nothing is written in ${locale}.`);
  const map = (await read(`editions/${edition}/map.json`)) as IndexMap;
  return { folder: `editions/${edition}`, map };
}

/** A page as the index takes it in. */
export function recordOf({ html = '<p>Some text.</p>', ...given }: SamplePage): IndexedPage {
  return {
    locale: 'en',
    kind: 'article',
    title: given.url,
    description: '',
    topics: [],
    authors: [],
    series: null,
    date: '2026-09-14',
    html,
    ...given,
  };
}

export function openSample(index: SampleIndex, locale = 'en'): Promise<Search> {
  return openSearch({ locale, read: index.read });
}

/** A question as a reader asks it, and finishes: the space after it ends the last word. */
export function asked(text: string, more: Partial<SearchQuery> = {}): SearchQuery {
  const query = text === '' ? '' : `${text} `;
  return { text: query, chosen: new Map(), order: 'relevance', verbatim: false, ...more };
}

/** A question that a reader may still be writing. */
export function typed(text: string): SearchQuery {
  return { ...asked(''), text };
}

export function everythingOf(answer: SearchAnswer): Promise<readonly SearchHit[]> {
  return answer.show(0, answer.total);
}

/** Paths of what is found, in order, without what points at the place of a match. */
export async function pathsFor(
  search: Search,
  query: SearchQuery | string,
): Promise<readonly string[]> {
  const answer = await search.find(typeof query === 'string' ? asked(query) : query);
  return (await everythingOf(answer)).map(({ url }) => url.replace(/#.*/u, ''));
}

export function textOf(stretches: readonly Stretch[]): string {
  return stretches.map(({ text }) => text).join('');
}

/** The stretches that are marked. */
export function marksIn(stretches: readonly Stretch[]): readonly string[] {
  return stretches.filter(({ isMatch }) => isMatch).map(({ text }) => text);
}
