import path from 'node:path';
import { writeSearchIndex } from '#src/collections/search/write-search-index.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import type { Engine } from './engine.ts';

/** Our own search, built as the site's build does it. */
export const broadsheet: Engine = {
  name: 'broadsheet',
  title: 'Broadsheet',
  client: 'broadsheet',
  async build(records, folder) {
    const source = { records, htmlOf: async ({ html }: BenchRecord) => html, locales: ['en'] };
    await writeSearchIndex(source, path.join(folder, 'pagefind'));
  },
};
