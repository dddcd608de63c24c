import path from 'node:path';
import { writeSearchIndex } from '#src/integrations/search/write-search-index.ts';
import type { Engine } from './engine.ts';

/** Our own search, built as the site's build does it. */
export const broadsheet: Engine = {
  name: 'broadsheet',
  title: 'Broadsheet',
  client: 'broadsheet',
  async build(records, folder) {
    await writeSearchIndex(records, path.join(folder, 'pagefind'));
  },
};
