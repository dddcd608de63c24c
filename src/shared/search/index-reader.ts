import { IndexError, type ReadIndexFile } from './search-answer.ts';

const indexFolder = '/pagefind/';

/**
 * Makes a reader of the index's files. The first file it is asked for is the one that names the
 * others: if that is not there, no index is.
 *
 * @param origin of the site; a page asks its own
 */
export function createIndexReader(origin = ''): ReadIndexFile {
  let isFirst = true;
  return async (path) => {
    const failure = isFirst ? 'missing' : 'replaced';
    isFirst = false;
    const response = await fetch(origin + indexFolder + path).catch((cause: unknown) => {
      throw new IndexError('unreachable', { cause });
    });
    if (!response.ok) {
      const isGone = response.status === 404 || response.status === 410;
      throw new IndexError(isGone ? failure : 'unreachable');
    }
    const body = await response.arrayBuffer().catch((cause: unknown) => {
      throw new IndexError('unreachable', { cause });
    });
    return new Uint8Array(body);
  };
}
