import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoadedFunction, loadFunction } from './function-module.ts';

/** Where Astro's adapter writes the function for the routes that are not prerendered. */
const entry = ['.netlify', 'v1', 'functions', 'ssr', 'ssr.mjs'];

export interface OnDemandRoutes {
  /** Null if every page of the site is flat. */
  get: () => Promise<LoadedFunction | null>;
}

/** Imports Astro's function, and imports it again when a build has written it anew. */
export function createOnDemandRoutes(root: string): OnDemandRoutes {
  const path = join(root, ...entry);
  let loaded: { stamp: string; function: Promise<LoadedFunction> } | null = null;
  return {
    get: async () => {
      const stats = await stat(path).catch(() => null);
      if (stats === null) return null;
      const stamp = String(stats.mtimeMs);
      if (loaded?.stamp !== stamp) {
        loaded = { stamp, function: loadFunction({ name: 'ssr', path, version: stamp }) };
      }
      return loaded.function;
    },
  };
}
