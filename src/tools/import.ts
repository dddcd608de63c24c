import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  importFolder,
  reportName,
  type ImportOptions,
  type ImportResult,
} from '#src/tools/import/markdown/import-folder.ts';
import { showProgress } from '#src/tools/import/markdown/show-progress.ts';

const help = `Brings an old site's posts into the content folder.

  npm run import -- markdown <folder> [options]

Reads Markdown of Jekyll, Hugo, Hexo, Eleventy, Docusaurus, Astro, Gatsby and others.
Run it again as often as you like: files that you edited since are left alone.

  --out <folder>          the content folder (CONTENT_DIR, else ./content)
  --dry-run               write nothing, print the same report
  --locale <code>         language of the articles (en)
  --author <name>         who signs articles without an author (the folder's name)
  --base-url <url>        where the old site is: links to what is not imported lead there
  --old-urls <pattern>    old paths to redirect, e.g. '/blog/:year/:month/:slug/'; may be repeated.
                          :year :month :day :slug :category :categories :name :path
                          Patterns that links between the articles tell are found without it.
  --assets <folder>       another folder to look for pictures in; may be repeated
  --date-from mtime       date files without a date by when they last changed
  --help                  this text

Exit codes: 0 done, 1 failed, 2 wrong use.
`;

/** What the owner typed was not a command: exit code 2. */
class WrongUseError extends Error {
  override readonly name = 'WrongUseError';
}

interface Output {
  readonly log: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Runs the command and answers its exit code. */
export async function runImport(
  argv: readonly string[],
  output: Output = console,
): Promise<number> {
  try {
    const options = await readOptions(argv);
    if (options === null) {
      output.log(help);
      return 0;
    }
    const result = await importFolder(options);
    if (result.files === 0) {
      output.error(
        `There is no Markdown in ${options.folder}: no file ends in .md, .markdown or .mdx. Nothing was written.`,
      );
      return 1;
    }
    output.log(describe(result, options));
    return 0;
  } catch (error) {
    if (error instanceof WrongUseError) {
      output.error(`${error.message}\n\nnpm run import -- --help says how it is used.`);
      return 2;
    }
    output.error(
      `The import failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return 1;
  }
}

async function readOptions(argv: readonly string[]): Promise<ImportOptions | null> {
  const { values, positionals } = parse(argv);
  if (values.help) return null;
  const [kind, folder, ...rest] = positionals;
  if (kind === undefined)
    throw new WrongUseError('What is to be imported? For example: markdown ../old-site/_posts');
  if (kind === 'wordpress') throw new WrongUseError('Importing from WordPress is not there yet.');
  if (kind !== 'markdown')
    throw new WrongUseError(`There is no import of "${kind}". There is: markdown`);
  if (folder === undefined || rest.length > 0)
    throw new WrongUseError('Name one folder with Markdown files.');
  await requireFolder(folder);
  for (const one of values.assets) await requireFolder(one);
  const out = path.resolve(values.out ?? process.env['CONTENT_DIR'] ?? 'content');
  if ((await stat(out).catch(() => null))?.isDirectory() === false)
    throw new WrongUseError(`${out} is a file: --out takes the content folder.`);
  if (out === path.resolve(folder))
    throw new WrongUseError('The content folder cannot be the folder that is imported.');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(values.locale))
    throw new WrongUseError(
      `"${values.locale}" is no language code in small letters, such as en or pt-br.`,
    );
  if (values['date-from'] !== undefined && values['date-from'] !== 'mtime')
    throw new WrongUseError('--date-from takes: mtime');
  return {
    folder,
    out,
    locale: values.locale,
    isDryRun: values['dry-run'],
    author: values.author ?? null,
    oldSite: readBaseUrl(values['base-url']),
    oldPathPatterns: values['old-urls'].map((pattern) => requirePattern(pattern)),
    datesFromFiles: values['date-from'] === 'mtime',
    pictureFolders: values.assets,
    onProgress: showProgress(process.stderr),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        locale: { type: 'string', default: 'en' },
        author: { type: 'string' },
        'base-url': { type: 'string' },
        'old-urls': { type: 'string', multiple: true, default: [] },
        assets: { type: 'string', multiple: true, default: [] },
        'date-from': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new WrongUseError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new WrongUseError(`There is no folder ${folder}.`);
}

function readBaseUrl(text: string | undefined): URL | null {
  if (text === undefined) return null;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new WrongUseError('--base-url takes an address such as https://old.example');
  return new URL(text);
}

function requirePattern(pattern: string): string {
  if (!pattern.startsWith('/'))
    throw new WrongUseError(
      `--old-urls takes a path that begins with /, such as /blog/:slug/; not ${pattern}`,
    );
  return pattern;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function describe(
  { report, counts, articles, files }: ImportResult,
  { isDryRun, out }: ImportOptions,
): string {
  const done = counts.created + counts.changed + counts.removed;
  const head = `${counted(articles, 'article')} from ${counted(files, 'Markdown file')}: ${counted(counts.created, 'file')} created, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.kept} kept as you edited them, ${counts.removed} removed.`;
  const tail = isDryRun
    ? `Nothing was written: this was a dry run. ${done} files would have been written or removed.`
    : `${done} files written or removed. The same with file names and lines: ${path.join(out, reportName)}`;
  return `${head}\n\n${report.summary()}\n\n${tail}`;
}

if (import.meta.main) process.exitCode = await runImport(process.argv.slice(2));
