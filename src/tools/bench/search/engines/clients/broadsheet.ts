import { openSearch } from '#src/shared/search/open-search.ts';
import { IndexError, type ReadIndexFile } from '#src/shared/search/search-answer.ts';
import type { OpenClient } from '#src/tools/bench/search/engines/engine.ts';

export const open: OpenClient = async () => {
  const search = await openSearch({ locale: 'en', read });
  return async (text) => {
    const query = { text, chosen: new Map(), order: 'relevance', verbatim: false } as const;
    const answer = await search.find(query);
    const hits = await answer.show(0, 10);
    return hits.map(({ url }) => url.replace(/#.*$/, ''));
  };
};

const read: ReadIndexFile = async (path) => {
  const response = await fetch(`/pagefind/${path}`);
  if (!response.ok) throw new IndexError(response.status === 404 ? 'missing' : 'unreachable');
  return new Uint8Array(await response.arrayBuffer());
};
