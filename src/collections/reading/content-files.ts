import { lstat, readFile, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { compare, type Problem } from './problems.ts';

/** A file of the content folder. */
export interface ContentFile {
  /** Path from the content folder, with forward slashes. */
  readonly path: string;
  readonly absolutePath: string;
}

type Report = (problem: Problem) => void;

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
  report: Report,
): Promise<ContentFile[]> {
  const found: ContentFile[] = [];
  const visit = async (relative: string): Promise<void> => {
    for (const entry of await readFolder(path.join(contentFolder, relative))) {
      if (entry.name.startsWith('.')) continue;
      const at = path.posix.join(relative, entry.name);
      if (entry.isDirectory()) await visit(at);
      else if (entry.isFile()) found.push({ path: at, absolutePath: path.join(contentFolder, at) });
      else if (entry.isSymbolicLink() && (await isLinkToFile(contentFolder, at, report))) {
        found.push({ path: at, absolutePath: path.join(contentFolder, at) });
      }
    }
  };
  const itself = await lstat(path.join(contentFolder, folder)).catch(() => null);
  if (itself?.isSymbolicLink()) await isLinkToFile(contentFolder, folder, report);
  else await visit(folder);
  return found.toSorted((a, b) => compare(a.path, b.path));
}

/** Says whether the symbolic link at `at` leads to a file of the content; reports where it does not. */
export async function isLinkToFile(
  contentFolder: string,
  at: string,
  report: Report,
): Promise<boolean> {
  const target = await realpath(path.join(contentFolder, at)).catch(() => null);
  const leadsInside = target !== null && (await isInside(contentFolder, target));
  if (leadsInside && (await lstat(target)).isFile()) return true;
  report({
    file: at,
    line: null,
    field: null,
    found:
      target === null
        ? 'a symbolic link to nothing'
        : 'a symbolic link that leads out of the content folder or to a folder',
    wanted: 'the file itself, or a link to a file inside the content folder',
  });
  return false;
}

/** Says whether `file` is in `folder` once every symbolic link on the way is followed. */
export async function isInside(folder: string, file: string): Promise<boolean> {
  const [root, target] = await Promise.all([realpath(folder), realpath(file)]);
  return target.startsWith(root + path.sep);
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
export async function readText(file: ContentFile, report: Report): Promise<string | null> {
  const problem = { file: file.path, line: null, field: null };
  const bytes = await readFile(file.absolutePath).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    report({
      ...problem,
      found: `a file that cannot be read (${reason})`,
      wanted: 'a text file that everybody may read',
    });
    return null;
  });
  if (bytes === null) return null;
  if (bytes.length > longestTextInBytes) {
    const found = `${(bytes.length / 1_000_000).toFixed(1)} MB of text`;
    report({
      ...problem,
      found,
      wanted: `at most ${longestTextInBytes / 1_000_000} MB: split it into parts of a series`,
    });
    return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replaceAll(/\r\n?/g, '\n');
  } catch {
    const line = lineOfFirstInvalidByte(bytes);
    report({
      ...problem,
      line,
      found: 'bytes that are not UTF-8',
      wanted: 'the file saved in the encoding UTF-8',
    });
    return null;
  }
}

/** The line on which a decoder first has to put U+FFFD where the file does not hold it itself. */
function lineOfFirstInvalidByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = 0;
  // A line end is the same byte in all of UTF-8, so lines may be decoded one by one.
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
    line += 1;
  }
  return line;
}
