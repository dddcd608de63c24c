import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '#src/collections/digest.ts';
import { readCached } from '#src/collections/disk-cache.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { readCranfield, type Cranfield } from './read-cranfield.ts';
import { readPosts } from './read-posts.ts';
import { recombine } from './recombine.ts';

/** The texts to search in are not there; the message says where they belong. */
export class CorpusError extends Error {
  override readonly name = 'CorpusError';
}

/** Prepares texts to search in, and keeps what it has prepared. */
export interface Corpora {
  readonly posts: () => Promise<readonly BenchRecord[]>;
  /** The posts and others made of them. */
  readonly morePosts: (options: { total: number; seed: number }) => Promise<readonly BenchRecord[]>;
  readonly cranfield: () => Promise<Cranfield>;
}

/** Changes whenever the same texts would be prepared differently. */
const version = 'c3';

/**
 * @param data Folder with `nodejs-blog/` (posts in Markdown) and `search/` (the Cranfield collection).
 * @param cache Folder in which prepared texts are kept, named by the digest of what made them.
 * @throws {CorpusError} where one of them is missing.
 */
export function openCorpora(data: string, cache: string): Corpora {
  const folders = { posts: path.join(data, 'nodejs-blog'), cranfield: path.join(data, 'search') };
  for (const folder of Object.values(folders)) {
    if (!existsSync(folder))
      throw new CorpusError(
        `The texts to search in are not there: ${folder}. Put a folder of posts and the Cranfield collection into ${data} as nodejs-blog/ and search/.`,
      );
  }
  const posts = async (): Promise<readonly BenchRecord[]> => {
    const digest = await digestOfFolder(folders.posts);
    return readCached(cache, `posts-${digestOf([version, digest])}`, () =>
      readPosts(folders.posts),
    );
  };
  return {
    posts,
    morePosts: async (options) => {
      const records = await posts();
      const name = digestOf([version, options, await digestOfFolder(folders.posts)]);
      return readCached(cache, `more-posts-${name}`, () =>
        Promise.resolve(recombine(records, options)),
      );
    },
    cranfield: () => readCranfield(folders.cranfield),
  };
}

async function digestOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync('**/*.md', { cwd: folder }).toSorted())
    hash.update(`${file}\0`).update(await readFile(path.join(folder, file)));
  return hash.digest('hex');
}
