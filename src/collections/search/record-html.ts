import { nameSeparator } from '#src/shared/search/excerpt.ts';
import { indexLanguageOf } from '#src/shared/search/index-words.ts';
import { formatDay } from '#src/shared/search/results-in-words.ts';
import { escapeXml } from '#src/shared/xml.ts';
import { fieldHtml } from './indexable-html.ts';
import type { SearchRecord } from './search-record.ts';

/** What is searched of a record beside its fields. */
export interface RecordText {
  /** Made by `indexableHtml`. */
  readonly html: string;
  /** Parts of its compound words. */
  readonly parts: readonly string[];
}

/** The page of a record that Pagefind reads. */
export function recordHtml(record: SearchRecord, { html, parts }: RecordText): string {
  const { title, description, topics, authors, series, date, kind } = record;
  const fields = {
    title,
    description,
    topics: topics.map(({ name }) => name).join(nameSeparator),
    authors: authors.map(({ name }) => name).join(nameSeparator),
    series: series?.name ?? '',
    date: date ?? '',
    day: date === null ? '' : formatDay(date, record.locale),
    parts: parts.join(' '),
  };
  const filters = [
    ...topics.map(({ id }) => ['topic', id] as const),
    ...authors.map(({ id }) => ['author', id] as const),
    ['series', series?.id ?? ''] as const,
    ['year', date?.slice(0, 4) ?? ''] as const,
    ['kind', kind] as const,
  ];
  const head = [
    ...Object.entries(fields).map(([name, value]) => fieldHtml('meta', name, value)),
    ...filters.map(([name, value]) => fieldHtml('filter', name, value)),
  ].join('');
  return `<!doctype html><html lang="${indexLanguageOf(record.locale)}"><body><div data-pagefind-ignore>${head}</div><main data-pagefind-body>${html}${lastResort(record, html)}</main></body></html>`;
}

/** Pagefind leaves out pages without a word in their text: those of members, and of pictures alone. */
function lastResort({ title }: SearchRecord, html: string): string {
  return /[\p{L}\p{N}]/u.test(html.replace(/<[^>]*>/gu, '')) ? '' : `<p>${escapeXml(title)}</p>`;
}
