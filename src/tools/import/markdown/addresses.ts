import path from 'node:path';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import type { ForeignFields } from './foreign-fields.ts';
import { makeSlug } from '#src/collections/short-text.ts';
import type { FileNotes } from './report.ts';

/** Where an article was, and what its last part of the path is to be. */

/** An absolute http(s) address, or null. */
export function webAddress(text: string): string | null {
  const url = text.trim();
  return /^https?:\/\//i.test(url) && URL.canParse(url) && isSafeUrl(url) ? url : null;
}

/** What a file's path says: `_posts/2020-01-02-hello.md`, `2020-01-02-hello/index.md`, `hello.de.md`. */
export interface FileName {
  readonly date: string | null;
  readonly name: string;
}

const datedName = /^(\d{4})[-_](\d{1,2})[-_](\d{1,2})(?:[-_\s]+(.*))?$/;

export function readFileName(file: string): FileName {
  const { dir, name } = path.posix.parse(file);
  const isIndex = /^_?(?:index|readme)$/i.test(name);
  const own = isIndex && dir !== '' ? path.posix.basename(dir) : name;
  const dated = datedName.exec(own);
  if (dated) return { date: `${dated[1]}-${dated[2]}-${dated[3]}`, name: dated[4] || own };
  return { date: dateOfFolders(dir), name: own };
}

/** Docusaurus and others: `2020/01/02/hello.md`, `2020/01-02-hello.md`. */
function dateOfFolders(folder: string): string | null {
  const match = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})(?:\/|$)/.exec(folder);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}

const placeholders = /[:{}[\]$]/;

/** The last part of the path that the author wished for, else of the file's name, else of the title. */
export function readSlug(fields: ForeignFields, file: string, title: string): string {
  const wished = [
    fields.text('slug'),
    fields.text('permalink'),
    fields.text('url'),
    fields.text('path'),
  ]
    .filter((text) => text !== null && !placeholders.test(text) && !/^https?:/i.test(text))
    .map((text) => makeSlug(lastPart(text ?? '')));
  return (
    wished.find((one) => one !== '') ??
    (makeSlug(readFileName(file).name) || makeSlug(title) || 'article')
  );
}

function lastPart(address: string): string {
  const parts = decoded(address.replace(/[?#].*$/, ''))
    .split('/')
    .filter((part) => part !== '' && !/^index(?:\.\w+)?$/i.test(part));
  return (parts.at(-1) ?? '').replace(/\.(?:html?|md|php)$/i, '');
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Paths that the front matter says the article is or was found at. */
export function readOldPaths(
  fields: ForeignFields,
  notes: FileNotes,
  lineOf: (written: string) => number,
): string[] {
  const names = [
    'permalink',
    'url',
    'path',
    'aliases',
    'alias',
    'redirect_from',
    'redirects',
    'old_url',
    'slug',
  ];
  return names.flatMap((name) => {
    const found = fields.first(name);
    if (!found) return [];
    const written = fields
      .texts(name)
      .filter((text) => !placeholders.test(text) && (name !== 'slug' || text.startsWith('/')));
    const paths = written.flatMap((text) => {
      const path = oldPath(text);
      if (path === null)
        notes.note(
          'left out',
          'old address that cannot be redirected (root, query or fragment)',
          lineOf(found.written),
          text,
        );
      return path ?? [];
    });
    if (paths.length > 0) notes.count('mapped', `${found.written} → redirectFrom`);
    return paths;
  });
}

/** The path of an old address as redirects name it, or null where it has none of its own. */
export function oldPath(address: string): string | null {
  const absolute = webAddress(address);
  const text = absolute ? new URL(absolute).pathname + new URL(absolute).search : address.trim();
  if (text === '' || /[?#\\]/.test(text)) return null;
  const whole = `/${text.replace(/^\/+/, '')}`;
  const path = whole.replaceAll(/\s/g, (space) => encodeURIComponent(space));
  return path === '/' ? null : path;
}

/** One form for all spellings of a path: no closing slash, `index.html` or `.html`, decoded. */
export function comparablePath(path: string): string {
  const plain = decoded(path.replace(/[?#].*$/, ''))
    .replace(/\/(?:index\.\w+)?$/i, '')
    .replace(/\.html?$/i, '');
  return plain === '' ? '/' : plain.normalize('NFC');
}

/** What stands for what in a pattern such as `/blog/:year/:slug/`. */
export interface PatternValues {
  readonly file: string;
  readonly slug: string;
  readonly date: string;
  readonly categories: readonly string[];
}

/** The old path that a pattern gives for an article; null where a value is missing. */
export function pathFromPattern(
  pattern: string,
  { file, slug, date, categories }: PatternValues,
): string | null {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  const place = file.replace(/\.\w+$/, '').replace(/(?:^|\/)_?index$/i, '');
  const values: Readonly<Record<string, string>> = {
    year,
    month,
    day,
    slug,
    title: slug,
    name: readFileName(file).name,
    category: categories[0] ?? '',
    categories: categories.join('/'),
    path: place,
  };
  let isComplete = true;
  const made = pattern.replaceAll(/:([a-z]+)/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    if (value === '') isComplete = false;
    return value;
  });
  return isComplete ? oldPath(made) : null;
}
