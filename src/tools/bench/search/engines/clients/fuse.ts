import Fuse from 'fuse.js';
import type { OpenClient } from '#src/tools/bench/search/engines/engine.ts';
import { fuseKeys } from './fuse-keys.ts';

interface ShownArticle {
  readonly url: string;
}

type SavedIndex = Parameters<typeof Fuse.parseIndex>[0];

export const open: OpenClient = async () => {
  const [articles, saved] = await Promise.all([
    fetchJson('/articles.json'),
    fetchJson('/index.json'),
  ]);
  // What the build wrote.
  const index = Fuse.parseIndex<ShownArticle>(saved as SavedIndex);
  const options = { keys: [...fuseKeys], threshold: 0.3 };
  const fuse = new Fuse(articles as readonly ShownArticle[], options, index);
  return (text) => Promise.resolve(fuse.search(text, { limit: 10 }).map(({ item }) => item.url));
};

async function fetchJson(address: string): Promise<unknown> {
  return (await fetch(address)).json();
}
