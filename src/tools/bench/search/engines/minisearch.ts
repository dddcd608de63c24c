import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { miniSearchOptions } from './clients/minisearch-options.ts';
import type { Engine } from './engine.ts';
import { toPlainArticle } from './plain-articles.ts';

/** The index is one JSON file. It keeps what a list of results shows. */
export const miniSearch: Engine = {
  name: 'minisearch',
  title: 'MiniSearch 7',
  client: 'minisearch',
  async build(records, folder) {
    const index = new MiniSearch(miniSearchOptions);
    for (const record of records) index.add(toPlainArticle(record));
    await writeFile(path.join(folder, 'index.json'), JSON.stringify(index));
  },
};
