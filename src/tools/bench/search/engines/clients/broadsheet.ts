import { createIndexReader } from '#src/shared/search/index-reader.ts';
import { openSearch } from '#src/shared/search/open-search.ts';
import type { OpenClient } from '#src/tools/bench/search/engines/engine.ts';

export const open: OpenClient = async () => {
  const search = await openSearch({ locale: 'en', read: createIndexReader() });
  return async (text) => {
    const query = { text, chosen: new Map(), order: 'relevance', verbatim: false } as const;
    const answer = await search.find(query);
    const hits = await answer.show(0, 10);
    return hits.map(({ url }) => url.replace(/#.*$/, ''));
  };
};
