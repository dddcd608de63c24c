import type { SearchRecord } from '#src/collections/search/search-record.ts';
import { textOfHtml } from '#src/tools/bench/search/queries/words.ts';
import type { PlainArticle } from './engine.ts';

export function toPlainArticle(record: SearchRecord): PlainArticle {
  return {
    url: record.url,
    title: record.title,
    description: record.description,
    topics: record.topics.map(({ name }) => name).join(' '),
    body: textOfHtml(record.html),
  };
}
