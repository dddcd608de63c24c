import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { textOfHtml } from '#src/tools/bench/search/queries/words.ts';
import type { PlainArticle } from './engine.ts';

export function toPlainArticle(record: BenchRecord): PlainArticle {
  return {
    url: record.url,
    title: record.title,
    description: record.description,
    topics: record.topics.map(({ name }) => name).join(' '),
    body: textOfHtml(record.html),
  };
}
