import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { close, createIndex } from 'pagefind';
import { recordHtml } from '#src/collections/search/record-html.ts';
import { recordOf, type SamplePage } from './search.ts';

/** What Pagefind itself writes for some pages, before a build makes an edition of it: by paths. */
export async function writeWithPagefind(
  pages: readonly SamplePage[],
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const { index, errors } = await createIndex();
  if (!index) throw new Error(errors.join('\n'));
  try {
    for (const { html, ...record } of pages.map(recordOf)) {
      const content = recordHtml(record, { html: html ?? '', parts: [] });
      await index.addHTMLFile({ url: record.url, content });
    }
    const { files } = await index.getFiles();
    return new Map(files.map(({ path: name, content }) => [name, new Uint8Array(content)]));
  } finally {
    await index.deleteIndex();
    await close();
  }
}

/** Puts files into a folder. */
export async function writeFilesInto(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
}
