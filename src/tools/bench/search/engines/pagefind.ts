import path from 'node:path';
import { toHtml } from 'hast-util-to-html';
import { close, createIndex } from 'pagefind';
import { h, text } from '#src/collections/markdown/hast.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import type { Engine } from './engine.ts';

/** Pagefind as it comes: pages of HTML in, its own script in the browser. */
export const pagefind: Engine = {
  name: 'pagefind',
  title: 'Pagefind 1.6',
  client: 'pagefind',
  async build(records, folder) {
    const { index, errors } = await createIndex();
    if (!index) throw new Error(`Pagefind made no index: ${errors.join(', ')}`);
    for (const record of records) {
      const added = await index.addHTMLFile({ url: record.url, content: toPage(record) });
      if (added.errors.length > 0) throw new Error(`Pagefind: ${added.errors.join(', ')}`);
    }
    await index.writeFiles({ outputPath: path.join(folder, 'pagefind') });
    await close();
  },
};

function toPage({ locale, title, html }: BenchRecord): string {
  const heading = toHtml(h('h1', {}, [text(title)]));
  return `<!doctype html><html lang="${locale}"><body><main data-pagefind-body>${heading}${html}</main></body></html>`;
}
