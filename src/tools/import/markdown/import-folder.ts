import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ArticleWriter } from './article-writer.ts';
import { ContentWriter, type WriteCounts } from './content-writer.ts';
import { findMarkdownFiles } from './find-files.ts';
import { readRedirect, resolveRedirects, type ForeignRedirect } from './foreign-redirects.ts';
import { LinkTargets } from './link-targets.ts';
import { personCalled } from './people.ts';
import { planArticles } from './plan-articles.ts';
import { readKnownPeople } from './people-files.ts';
import { PictureFinder } from './pictures.ts';
import { readArticle, type ReadArticle, type ReadContext } from './read-article.ts';
import { readSource } from './read-source.ts';
import { Report, type FileNotes } from './report.ts';
import { mergeRedirects, writePeople, writeSiteIfAbsent, writeTopics } from './site-files.ts';

/** What an owner may say about an import. */
export interface ImportOptions {
  /** The folder of other people's Markdown. */
  readonly folder: string;
  /** The content folder. */
  readonly out: string;
  readonly locale: string;
  readonly isDryRun: boolean;
  /** Who signs articles that nobody signed; null: the publication. */
  readonly author: string | null;
  /** Where the old site was, for links to what is not imported. */
  readonly oldSite: URL | null;
  /** Patterns of old paths, such as `/blog/:year/:slug/`. */
  readonly oldPathPatterns: readonly string[];
  /** Take the date of an undated file from the file system. */
  readonly datesFromFiles: boolean;
  /** More folders to look for pictures in. */
  readonly pictureFolders: readonly string[];
  readonly onProgress: (step: string, done: number, total: number) => void;
}

export interface ImportResult {
  readonly report: Report;
  readonly counts: WriteCounts;
  readonly articles: number;
  readonly files: number;
}

export const reportName = 'import-report.md';

/** Imports a folder. In a dry run everything is decided and reported, and nothing is written. */
export async function importFolder(options: ImportOptions): Promise<ImportResult> {
  const cacheFolder = await mkdtemp(path.join(tmpdir(), 'broadsheet-import-'));
  try {
    return await importWithCache(options, cacheFolder);
  } finally {
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

async function importWithCache(options: ImportOptions, cacheFolder: string): Promise<ImportResult> {
  const report = new Report();
  const folder = await realpath(options.folder);
  const sourceName = path.basename(folder);
  const redirects: ForeignRedirect[] = [];
  const { articles, files } = await readAll(folder, { ...options, redirects }, report);
  const writer = await ContentWriter.open(options.out, options.isDryRun);
  if (files.length === 0) return { report, counts: writer.counts, articles: 0, files: 0 };
  const plan = await planArticles(articles, { ...options, sourceName, report, writer });
  const planned = [...plan.values()].map(({ target }) => target);
  const targets = new LinkTargets(planned, options.oldSite);
  const others = await Promise.all(options.pictureFolders.map((one) => realpath(one)));
  const articleWriter = new ArticleWriter({
    writer,
    report,
    sourceName,
    locale: options.locale,
    targets,
    pictures: new PictureFinder(folder, others, cacheFolder),
    unsigned: personCalled(options.author ?? sourceName),
  });
  let done = 0;
  for (const [article, { slug, target }] of plan) {
    await articleWriter.write(article, slug, target);
    options.onProgress('Writing', (done += 1), plan.size);
  }
  await articleWriter.removeStale(new Set(files));
  await writePeople(articleWriter.people(), sourceName, writer);
  await writeTopics(articleWriter.topics(), sourceName, writer);
  await writeSiteIfAbsent(
    { title: sourceName, locale: options.locale, from: sourceName },
    writer,
    report,
  );
  const taken = planned.flatMap(({ path, oldPaths }) => oldPaths.concat(path));
  const resolved = resolveRedirects(redirects, { targets, report, taken });
  await mergeRedirects(resolved, options.out, writer, report);
  await writer.writeOwn(reportName, report.toMarkdown());
  await writer.close();
  return { report, counts: writer.counts, articles: articleWriter.written, files: files.length };
}

async function readAll(
  folder: string,
  options: ImportOptions & { readonly redirects: ForeignRedirect[] },
  report: Report,
): Promise<{ articles: ReadArticle[]; files: string[] }> {
  const out = await realpath(options.out).catch(() => path.resolve(options.out));
  const files = await findMarkdownFiles(folder, out, report);
  const people = await readKnownPeople(folder, report);
  const context: ReadContext = {
    folder,
    locale: options.locale,
    datesFromFiles: options.datesFromFiles,
    people,
  };
  const articles: ReadArticle[] = [];
  for (const [index, file] of files.entries()) {
    const notes = report.forFile(file);
    const source = await readSource(path.join(folder, file), notes);
    const redirect = source === null ? null : readRedirect(file, source, notes);
    if (redirect) options.redirects.push(redirect);
    else if (source !== null) {
      const article = await readUnlessTooDeep(file, source, context, notes);
      if (article) articles.push(article);
    }
    options.onProgress('Reading', index + 1, files.length);
  }
  return { articles, files };
}

/** Trees are walked by recursion; no text that people read is nested thousands of levels deep. */
async function readUnlessTooDeep(
  file: string,
  source: string,
  context: ReadContext,
  notes: FileNotes,
): Promise<ReadArticle | null> {
  try {
    return await readArticle(file, source, context, notes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notes.note('left out', 'text nested too deeply', null);
    return null;
  }
}
