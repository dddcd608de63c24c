import { lstat, readFile, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { compare, type Problem } from './problems.ts';

/** A file of the content folder. */
export interface ContentFile {
  /** Path from the content folder, with forward slashes. */
  readonly path: string;
  readonly absolutePath: string;
}

/** Text longer than this is a book or a mistake: 2 MB. */
const longestTextInBytes = 2_000_000;

/**
 * Lists the files below `folder` (a path inside `contentFolder`), sorted by path, without those
 * whose names begin with a dot. A folder that is not there holds no files. Links that lead out of
 * the content folder are reported, not followed: they would publish whatever they point to.
 */
export async function listContentFiles(
  contentFolder: string,
  folder: string,
  report: (problem: Problem) => void,
): Promise<ContentFile[]> {
  const found: ContentFile[] = [];
  const root = await realpath(contentFolder);
  const visit = async (relative: string): Promise<void> => {
    for (const entry of await readFolder(path.join(contentFolder, relative))) {
      if (entry.name.startsWith('.')) continue;
      const at = path.posix.join(relative, entry.name);
      if (entry.isDirectory()) await visit(at);
      else if (entry.isFile()) found.push({ path: at, absolutePath: path.join(contentFolder, at) });
      else if (entry.isSymbolicLink()) await visitLink(at);
    }
  };
  const visitLink = async (at: string): Promise<void> => {
    const absolutePath = path.join(contentFolder, at);
    const target = await realpath(absolutePath).catch(() => null);
    const isInside = target?.startsWith(root + path.sep) ?? false;
    if (target !== null && isInside && (await lstat(target)).isFile()) {
      found.push({ path: at, absolutePath });
      return;
    }
    report({
      file: at,
      line: null,
      field: null,
      found: target === null ? 'a symbolic link to nothing' : 'a symbolic link that leads out of the content folder or to a folder',
      wanted: 'the file itself, or a link to a file inside the content folder',
    });
  };
  await visit(folder);
  return found.toSorted((a, b) => compare(a.path, b.path));
}

async function readFolder(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => compare(a.name, b.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Reads a text file as UTF-8 with plain line ends. Reports and answers null where that is not what
 * it is: guessing an encoding would publish garbled names.
 */
export async function readText(
  file: ContentFile,
  report: (problem: Problem) => void,
): Promise<string | null> {
  const bytes = await readFile(file.absolutePath);
  const problem = { file: file.path, line: null, field: null };
  if (bytes.length > longestTextInBytes) {
    const found = `${(bytes.length / 1_000_000).toFixed(1)} MB of text`;
    report({ ...problem, found, wanted: `at most ${longestTextInBytes / 1_000_000} MB: split it into parts of a series` });
    return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replaceAll('\r\n', '\n');
  } catch {
    const line = lineOfFirstInvalidByte(bytes);
    report({ ...problem, line, found: 'bytes that are not UTF-8', wanted: 'the file saved in the encoding UTF-8' });
    return null;
  }
}

function lineOfFirstInvalidByte(bytes: Uint8Array): number {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n');
  return lines.findIndex((line) => line.includes('\uFFFD')) + 1;
}
