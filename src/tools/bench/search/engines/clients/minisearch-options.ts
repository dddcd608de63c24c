import type { Options } from 'minisearch';
import type { PlainArticle } from '#src/tools/bench/search/engines/engine.ts';

export const miniSearchOptions: Options<PlainArticle> = {
  idField: 'url',
  fields: ['title', 'description', 'topics', 'body'],
  storeFields: ['title', 'description'],
  searchOptions: { prefix: true, fuzzy: 0.2 },
};
