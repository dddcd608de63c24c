import path from 'node:path';
import type { z } from 'astro/zod';
import { isSlug, wantedSlug } from '#src/collections/schemas/fields.ts';
import { checkSource, type SourceCheck } from '#src/collections/markdown/check-source.ts';
import { listContentFiles, readText, type ContentFile } from './content-files.ts';
import { splitFrontMatter } from './front-matter.ts';
import { checkFields, parseYaml } from './yaml-fields.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { Problem } from './problems.ts';

/** Reads the files that become entries of collections, one by one, and checks each by itself. */

export interface EntrySource {
  readonly contentFolder: string;
  readonly report: (problem: Problem) => void;
}

/** A Markdown file that was read and found right in itself. */
export interface WrittenEntry<Fields> {
  readonly file: string;
  readonly locale: string;
  readonly slug: string;
  readonly fields: Fields;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly body: string;
  /** The line of the file that the body's first line is. */
  readonly bodyLine: number;
  readonly check: SourceCheck;
  /** What it is made of, where it is no file. */
  readonly entry?: Article['entry'];
}

/** Reads `<folder>/<id>.yaml`: authors, topics, series. Answers entries by id. */
export async function readSubjects<Schema extends z.ZodType>(
  folder: string,
  schema: Schema,
  source: EntrySource,
): Promise<Map<string, z.output<Schema>>> {
  const subjects = new Map<string, z.output<Schema>>();
  for (const file of await listContentFiles(source.contentFolder, folder, source.report)) {
    const id = path.posix.basename(file.path, '.yaml');
    if (!file.path.endsWith('.yaml') || file.path !== `${folder}/${id}.yaml`) {
      refuse(file, { found: 'a file that is no entry', wanted: `${folder}/<id>.yaml` }, source);
      continue;
    }
    if (!checkName(id, file, source)) continue;
    const text = await readText(file, source.report);
    const fields =
      text === null ? null : parseYaml({ file: file.path, text, firstLine: 1 }, source.report);
    const subject =
      fields && checkFields(schema, fields, { file: file.path, report: source.report });
    if (subject) subjects.set(id, subject);
  }
  return subjects;
}

/** Reads `<folder>/<locale>/<slug>.md` and `<folder>/<locale>/<slug>/index.md`. */
export async function readWritten<Schema extends z.ZodType>(
  folder: string,
  schema: Schema,
  source: WrittenSource,
): Promise<WrittenEntry<z.output<Schema>>[]> {
  const entries: WrittenEntry<z.output<Schema>>[] = [];
  for (const file of await listContentFiles(source.contentFolder, folder, source.report)) {
    if (!/\.(md|markdown|mdx)$/i.test(file.path)) continue;
    const place = placeOf(file, folder, source);
    const text = place && (await readText(file, source.report));
    if (!place || text === null) continue;
    const entry = readEntry({ file: file.path, text, schema, ...place }, source);
    if (entry) entries.push(entry);
  }
  return entries;
}

export interface WrittenSource extends EntrySource {
  readonly locales: readonly string[];
  /** Takes an entry whose front matter is wrong, with its fields as they are written. */
  readonly setAside: (entry: WrittenEntry<unknown>) => void;
}

interface EntryText<Schema> {
  readonly file: string;
  readonly text: string;
  readonly schema: Schema;
  readonly locale: string;
  readonly slug: string;
}

function readEntry<Schema extends z.ZodType>(
  { file, text, schema, locale, slug }: EntryText<Schema>,
  source: WrittenSource,
): WrittenEntry<z.output<Schema>> | null {
  const parts = splitFrontMatter(file, text, source.report);
  if (!parts) return null;
  const { bodyLine, body } = parts;
  const fields = checkFields(schema, parts.fields, { file, report: source.report });
  const check = checkSource(body);
  for (const mistake of check.mistakes) {
    source.report({ ...mistake, file, line: mistake.line + bodyLine - 1 });
  }
  const entry = { file, locale, slug, lineOf: parts.fields.lineOf, body, bodyLine, check };
  if (fields) return { ...entry, fields };
  source.setAside({ ...entry, fields: parts.fields.value });
  return null;
}

function placeOf(
  file: ContentFile,
  folder: string,
  source: EntrySource & { readonly locales: readonly string[] },
): { locale: string; slug: string } | null {
  const [, locale = '', name = '', index, ...deeper] = file.path.split('/');
  const isIndex = index === 'index.md';
  const slug = index === undefined ? name.replace(/\.md$/, '') : name;
  if (
    deeper.length > 0 ||
    (index !== undefined && !isIndex) ||
    (index === undefined && !name.endsWith('.md'))
  ) {
    const wanted = `${folder}/<locale>/<slug>.md or ${folder}/<locale>/<slug>/index.md`;
    refuse(file, { found: 'a Markdown file that is not in its place', wanted }, source);
    return null;
  }
  if (!source.locales.includes(locale)) {
    const wanted = `one of the languages in site.yaml: ${source.locales.join(', ')}`;
    refuse(file, { found: `the language ${locale}`, wanted }, source);
    return null;
  }
  return checkName(slug, file, source) ? { locale, slug } : null;
}

function checkName(name: string, file: ContentFile, source: EntrySource): boolean {
  if (isSlug(name)) return true;
  const found = `the name ${JSON.stringify(name)}, which becomes part of an address`;
  refuse(file, { found, wanted: wantedSlug }, source);
  return false;
}

function refuse(
  file: ContentFile,
  told: Pick<Problem, 'found' | 'wanted'>,
  { report }: EntrySource,
): void {
  report({ file: file.path, line: null, field: null, ...told });
}
