import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import Fuse from 'fuse.js';
import { fuseKeys } from './clients/fuse-keys.ts';
import type { Engine } from './engine.ts';
import { toPlainArticle } from './plain-articles.ts';

/** What a list of results shows, and the index, which holds the texts. */
export const fuse: Engine = {
  name: 'fuse',
  title: 'Fuse.js 7',
  client: 'fuse',
  async build(records, folder) {
    const articles = records.map((record) => toPlainArticle(record));
    const index = Fuse.createIndex([...fuseKeys], articles);
    const shown = articles.map(({ url, title, description }) => ({ url, title, description }));
    await writeFile(path.join(folder, 'articles.json'), JSON.stringify(shown));
    await writeFile(path.join(folder, 'index.json'), JSON.stringify(index.toJSON()));
  },
};
