import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { compare } from '#src/collections/reading/problems.ts';
import type { Report } from './report.ts';

const markdownEnding = /\.(?:md|markdown|mdown|mkd|mdx)$/i;
const foreignFolders: ReadonlySet<string> = new Set(['node_modules', 'vendor', '_site', 'dist']);

/**
 * Lists the Markdown files below `folder`, as paths from it with forward slashes, sorted. Links are
 * followed only to files inside the folder; folders of programs, hidden ones and `without` are passed over.
 */
export async function findMarkdownFiles(
  folder: string,
  without: string,
  report: Report,
): Promise<string[]> {
  const root = await realpath(folder);
  const found: string[] = [];
  const visit = async (relative: string): Promise<void> => {
    const entries = await readdir(path.join(root, relative), { withFileTypes: true });
    for (const entry of entries) {
      const at = path.posix.join(relative, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) {
        if (!foreignFolders.has(entry.name) && path.join(root, at) !== without) await visit(at);
      } else if (entry.isSymbolicLink() && !(await isFileInside(root, at))) {
        report
          .forFile(at)
          .note('left out', 'symbolic link out of the folder, to a folder or to nothing', null);
      } else if (markdownEnding.test(entry.name)) found.push(at);
    }
  };
  await visit('');
  return found.toSorted(compare);
}

async function isFileInside(root: string, at: string): Promise<boolean> {
  const target = await realpath(path.join(root, at)).catch(() => null);
  return target !== null && isInside(root, target) && (await stat(target)).isFile();
}

/** Whether the absolute path `file` lies below the absolute path `folder`. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
