import MiniSearch from 'minisearch';
import type { OpenClient } from '#src/tools/bench/search/engines/engine.ts';
import { miniSearchOptions } from './minisearch-options.ts';

export const open: OpenClient = async () => {
  const response = await fetch('/index.json');
  const index = MiniSearch.loadJSON(await response.text(), miniSearchOptions);
  return (text) =>
    Promise.resolve(
      index
        .search(text)
        .slice(0, 10)
        .map(({ id }) => String(id)),
    );
};
