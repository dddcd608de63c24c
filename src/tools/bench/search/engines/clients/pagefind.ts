import type { OpenClient } from '#src/tools/bench/search/engines/engine.ts';

/** Of Pagefind's script what is used here. */
interface Pagefind {
  readonly search: (text: string) => Promise<{ readonly results: readonly PagefindResult[] }>;
}

interface PagefindResult {
  readonly data: () => Promise<{ readonly url: string }>;
}

/** Where Pagefind writes it; no bundler is to look for it. */
const address = '/pagefind/pagefind.js';

export const open: OpenClient = async () => {
  // The module is Pagefind's own, which has no types.
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  return async (text) => {
    const { results } = await pagefind.search(text);
    const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return shown.map(({ url }) => url);
  };
};
