import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';

/** Writes the owner's redirects into `_redirects`, permanent ones, after any rules of the owner's own. */
export function redirectsIntegration(): AstroIntegration {
  let config: AstroConfig;
  return {
    name: 'broadsheet:redirects',
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:done': async ({ dir }) => {
        const { redirects } = await readBuildPlan(cacheFolderIn(fileURLToPath(config.cacheDir)));
        const file = new URL('_redirects', dir);
        const owners = await readFile(file, 'utf8').catch(() => '');
        const lines = redirects.map(({ from, to }) => `${escapePath(from)} ${encodeURI(to)} 301`);
        await writeFile(file, [owners.trim(), ...lines, ''].join('\n').trimStart());
      },
    },
  };
}

/** In `_redirects` a path that starts with `:` or ends with `*` would be a pattern. */
function escapePath(path: string): string {
  return encodeURI(path).replaceAll('*', '%2A').replaceAll('/:', '/%3A');
}
