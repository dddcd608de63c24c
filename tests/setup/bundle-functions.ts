import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { zipFunctions } from '@netlify/zip-it-and-ship-it';
import { parse } from 'smol-toml';

interface FunctionsConfig {
  readonly node_bundler?: 'esbuild';
  readonly included_files?: string[];
}

/** Bundles the functions of a project as Netlify does for a deploy; each is a folder in `target`. */
export async function bundleFunctions(root: string, target: string): Promise<string[]> {
  // Whatever else is in it, Netlify reads the functions' settings so.
  const { functions } = parse(
    await readFile(path.join(root, 'netlify.toml'), 'utf8'),
  ) as unknown as {
    functions: FunctionsConfig & Record<string, FunctionsConfig>;
  };
  // Settings of one function are tables among those of all: Netlify's own reader takes them apart.
  const { node_bundler: nodeBundler, included_files: _all, ...each } = functions;
  const config = Object.fromEntries(
    Object.entries(each).map(([name, one]) => [name, { includedFiles: one.included_files ?? [] }]),
  );
  const results = await zipFunctions(path.join(root, 'netlify/functions'), target, {
    archiveFormat: 'none',
    basePath: root,
    repositoryRoot: root,
    config: { '*': { ...(nodeBundler && { nodeBundler }) }, ...config },
    parallelLimit: 2,
  });
  return results.map(({ name }) => name);
}
