import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { withoutNulls } from './article-file.ts';
import type { ContentWriter } from './content-writer.ts';
import { isRecord } from './foreign-fields.ts';
import type { Person } from './people.ts';
import type { Report } from './report.ts';
import type { Topic } from './subjects.ts';

/** The files of a publication around its articles. */

const redirectsFile = 'redirects.yaml';

/** Writes `authors/<id>.yaml`; one that the owner has already is the owner's. */
export async function writePeople(
  people: readonly Person[],
  from: string,
  writer: ContentWriter,
): Promise<void> {
  for (const { id, ...person } of people) {
    await writeUnlessOwn(
      { path: `authors/${id}.yaml`, data: stringify(withoutNulls(person), { lineWidth: 0 }), from },
      writer,
    );
  }
}

export async function writeTopics(
  topics: readonly Topic[],
  from: string,
  writer: ContentWriter,
): Promise<void> {
  for (const { id, name } of topics) {
    await writeUnlessOwn({ path: `topics/${id}.yaml`, data: stringify({ name }), from }, writer);
  }
}

async function writeUnlessOwn(
  file: { path: string; data: string; from: string },
  writer: ContentWriter,
): Promise<void> {
  const isOwn = !writer.ledger.has(file.path) && (await writer.exists(file.path));
  if (!isOwn) await writer.write(file);
}

/** The locale whose paths have no prefix: the first that `site.yaml` names. */
export async function readDefaultLocale(folder: string): Promise<string | null> {
  const text = await readFile(path.join(folder, 'site.yaml'), 'utf8').catch(() => null);
  const value: unknown = text === null ? null : parseDocument(text).toJS();
  const locales = isRecord(value) ? value['locales'] : null;
  const first: unknown = Array.isArray(locales) ? locales[0] : null;
  return isRecord(first) && typeof first['code'] === 'string' ? first['code'] : null;
}

/** Settings for a folder that has none, enough to build. */
export async function writeSiteIfAbsent(
  site: { title: string; locale: string; from: string },
  writer: ContentWriter,
  report: Report,
): Promise<void> {
  const file = 'site.yaml';
  if (!writer.ledger.has(file) && (await writer.exists(file))) return;
  const name =
    new Intl.DisplayNames([site.locale], { type: 'language' }).of(site.locale) ?? site.locale;
  const settings = {
    title: site.title,
    url: 'https://example.com',
    locales: [{ code: site.locale, name }],
  };
  await writer.write({ path: file, data: stringify(settings), from: site.from });
  report
    .forFile(file)
    .note('guessed', 'settings of the site: title and address are to be set', null);
}

/** The paths that the owner, or an earlier import, redirects. */
export async function readRedirectedPaths(folder: string): Promise<string[]> {
  const text = await readFile(path.join(folder, redirectsFile), 'utf8').catch(() => '');
  const document = parseDocument(text);
  const present: unknown = document.errors.length > 0 ? null : document.toJS();
  return isRecord(present) ? Object.keys(present) : [];
}

/** Adds redirects to those that are there; what the owner wrote about a path stays. */
export async function mergeRedirects(
  redirects: ReadonlyMap<string, string>,
  folder: string,
  writer: ContentWriter,
  report: Report,
): Promise<void> {
  const text = await readFile(path.join(folder, redirectsFile), 'utf8').catch(() => '');
  const document = parseDocument(text);
  const present: unknown = document.errors.length > 0 ? null : (document.toJS() ?? {});
  if (!isRecord(present)) {
    const reason = 'redirects: redirects.yaml cannot be read';
    if (redirects.size > 0) report.forFile(redirectsFile).note('left out', reason, null);
    return;
  }
  const added = [...redirects].filter(([from]) => !Object.hasOwn(present, from));
  if (added.length === 0) return;
  const isEmpty = document.contents === null;
  if (!isEmpty) for (const [from, to] of added) document.set(from, to);
  const merged = isEmpty ? stringify(Object.fromEntries(added)) : document.toString();
  await writer.writeOwn(redirectsFile, merged);
}
