import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import {
  loadContent,
  type Content,
  type ContentSource,
} from '#src/collections/reading/load-content.ts';
import { ContentError, type Problem } from '#src/collections/reading/problems.ts';

/*
 * Content folders for tests: a small publication that is right in every way, with the files a test
 * names changed, added or (null) left out. Each is on disk, since that is the front door.
 */

/** Files by their paths from the content folder; null leaves one of the small publication out. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

/** The moment that tests build at. */
export const now = new Date('2026-11-23T12:00:00Z');

const yaml = {
  'site.yaml':
    'title: The Small Paper\nurl: https://small.example\nlocales:\n  - { code: en, name: English }\n',
  'authors/web-desk.yaml': 'name: Web Desk\nkind: group\n',
  'topics/publishing.yaml': 'name: Publishing\n',
  'series/flat.yaml': 'title: Flat\n',
};

export const frontMatter = {
  title: 'A small article',
  description: 'One sentence that says what it is about.',
  publishedAt: '2026-09-14',
  authors: '[web-desk]',
  topics: '[publishing]',
};

/** A Markdown file: right front matter with some fields replaced or (null) left out, and a body. */
export function article(
  fields: Readonly<Record<string, string | null>> = {},
  body = 'Some text.\n',
): string {
  const all = Object.entries<string | null>({ ...frontMatter, ...fields });
  const lines = all.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\n`]));
  return `---\n${lines.join('')}---\n\n${body}`;
}

/** The line of an article's body that {@link article} puts below `fields` of its usual front matter. */
export const bodyLine = Object.keys(frontMatter).length + 4;

/** A plain page. */
export function page(body = 'Some text.\n', fields = ''): string {
  return `---\ntitle: About us\ndescription: One sentence that says who we are.\n${fields}---\n\n${body}`;
}

export interface Folders {
  readonly root: string;
  readonly contentFolder: string;
  readonly publicFolder: string;
  readonly cacheFolder: string;
}

/** Writes a content folder that is removed when the test is over. `public/…` goes beside it. */
export async function writeContent(files: Files): Promise<Folders> {
  const root = await makeTemporaryFolder();
  const folders = {
    root,
    contentFolder: path.join(root, 'content'),
    publicFolder: path.join(root, 'public'),
    cacheFolder: path.join(root, 'cache'),
  };
  await mkdir(folders.contentFolder);
  await mkdir(folders.publicFolder);
  for (const [name, data] of Object.entries<Files[string]>({ ...yaml, ...files })) {
    if (data === null) continue;
    const file = path.join(name.startsWith('public/') ? root : folders.contentFolder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, data);
  }
  return folders;
}

/** An empty folder that is removed when the test is over. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Loads a folder as a build does. */
export function load(folders: Folders, options: Partial<ContentSource> = {}): Promise<Content> {
  return loadContent({ ...folders, siteUrl: undefined, now, showsHidden: false, ...options });
}

/** Writes and loads a content folder that is right. */
export async function loadFiles(
  files: Files,
  options: Partial<ContentSource> = {},
): Promise<Content> {
  return load(await writeContent(files), options);
}

/** Loads a folder that is wrong, and answers its problems. */
export async function problemsOf(
  folders: Folders,
  options: Partial<ContentSource> = {},
): Promise<readonly Problem[]> {
  try {
    await load(folders, options);
  } catch (error) {
    if (error instanceof ContentError) return error.problems;
    throw error;
  }
  return [];
}

/** Writes and loads a content folder, and answers what is wrong with it: nothing if it is right. */
export async function problemsIn(
  files: Files,
  options: Partial<ContentSource> = {},
): Promise<readonly Problem[]> {
  return problemsOf(await writeContent(files), options);
}
