import { create, load, search, type RawData } from '@orama/orama';
import type { OpenClient, PlainArticle } from '#src/tools/bench/search/engines/engine.ts';
import { oramaSchema } from './orama-schema.ts';

export const open: OpenClient = async () => {
  const database = create({ schema: oramaSchema });
  const response = await fetch('/index.json');
  // What `save` wrote.
  load(database, (await response.json()) as RawData);
  return async (text) => {
    const { hits } = await search(database, { term: text, tolerance: 1, limit: 10 });
    // What `insert` was given.
    return hits.map(({ document }) => (document as unknown as PlainArticle).url);
  };
};
