import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import {
  importFolder,
  type ImportOptions,
  type ImportResult,
} from '#src/tools/import/markdown/import-folder.ts';

/** A finished import, to be looked at. */
export interface Imported extends ImportResult {
  readonly out: string;
  readonly folder: string;
  readonly read: (file: string) => Promise<string>;
  readonly fields: (file: string) => Promise<Record<string, unknown>>;
  readonly body: (file: string) => Promise<string>;
  readonly files: ImportResult['files'];
  readonly list: () => Promise<string[]>;
}

/** Files of a folder by their paths. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export async function makeFolder(files: Files): Promise<string> {
  const folder = path.join(await mkdtemp(path.join(tmpdir(), 'import-test-')), 'old-site');
  await mkdir(folder);
  for (const [file, data] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), data);
  }
  return folder;
}

export async function runImport(
  folder: string,
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const out =
    options.out ?? path.join(await mkdtemp(path.join(tmpdir(), 'import-out-')), 'content');
  const result = await importFolder({
    folder,
    out,
    locale: 'en',
    isDryRun: false,
    author: null,
    oldSite: null,
    oldPathPatterns: [],
    datesFromFiles: false,
    pictureFolders: [],
    onProgress: () => undefined,
    ...options,
  });
  const read = async (file: string) => await readFile(path.join(out, file), 'utf8');
  const split = async (file: string) =>
    /^---\n([\s\S]*?\n)---\n\n([\s\S]*)$/.exec(await read(file));
  return {
    ...result,
    out,
    folder,
    read,
    // What the importer wrote is YAML with text keys.
    fields: async (file) => parse((await split(file))?.[1] ?? '') as Record<string, unknown>,
    body: async (file) => (await split(file))?.[2] ?? '',
    list: async () => {
      const entries = await readdir(out, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)))
        .toSorted();
    },
  };
}

/** Imports one text with a title and a date, and answers its body. */
export async function importBody(markdown: string, name = 'post.md'): Promise<string> {
  const head =
    '---\ntitle: A post\ndate: 2020-01-02\ndescription: Twenty characters are enough.\n---\n';
  const imported = await runImport(await makeFolder({ [name]: `${head}${markdown}` }));
  return (await imported.body('articles/en/post.md')).trimEnd();
}
