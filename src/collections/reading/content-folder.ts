import path from 'node:path';
import { loadEnv } from 'vite';

/**
 * The absolute path of the content folder: `CONTENT_DIR` from the environment or `.env`, else
 * `content`. Relative paths start at the project's root.
 */
export function contentFolder(root: string): string {
  const { CONTENT_DIR } = loadEnv('production', root, 'CONTENT_DIR');
  return path.resolve(root, CONTENT_DIR || 'content');
}
