import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create, insert, save } from '@orama/orama';
import { oramaSchema } from './clients/orama-schema.ts';
import type { Engine } from './engine.ts';
import { toPlainArticle } from './plain-articles.ts';

/** The index is one JSON file, with the articles in it, as Orama saves it. */
export const orama: Engine = {
  name: 'orama',
  title: 'Orama 3',
  client: 'orama',
  async build(records, folder) {
    const database = create({ schema: oramaSchema });
    for (const record of records) await insert(database, toPlainArticle(record));
    await writeFile(path.join(folder, 'index.json'), JSON.stringify(save(database)));
  },
};
