import { link, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration } from 'astro';
import { loadEnv } from 'vite';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { readConnection } from '#src/collections/contentful/connection.ts';
import { flatCopyPath, flatMarkdownPath } from '#src/shared/paths.ts';

const folder = 'src/pages/[...locale]/articles';

export const freshPattern = '/[...locale]/articles/[slug]/fresh';

/** Routes of a publication that has a space at Contentful; others need no function for articles. */
const routes = [
  { pattern: freshPattern, file: '[slug]/_fresh.astro', prerender: false },
  {
    pattern: '/[...locale]/articles/[slug]/fresh.md',
    file: '[slug]/_fresh.md.ts',
    prerender: false,
  },
  { pattern: '/[...locale]/articles/[slug]/draft', file: '[slug]/_draft.astro', prerender: false },
  { pattern: '/[...locale]/articles/served.json', file: '_served.json.ts', prerender: true },
] as const;

/**
 * Has articles of Contentful answered by a function, which knows what has changed since the build.
 * What the build made of them is put where that function can fetch it: the same file under another
 * name.
 */
export function freshArticlesIntegration(): AstroIntegration {
  let config: AstroConfig;
  return {
    name: 'broadsheet:fresh-articles',
    hooks: {
      'astro:config:setup': ({ config: { root }, injectRoute, command }) => {
        const variables = loadEnv('production', fileURLToPath(root), 'CONTENTFUL_');
        if (command !== 'build' || readConnection(variables) === null) return;
        for (const { pattern, file, prerender } of routes) {
          injectRoute({ pattern, entrypoint: new URL(`${folder}/${file}`, root), prerender });
        }
      },
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:done': async ({ dir }) => {
        const { renderedEntries } = await readBuildPlan(
          cacheFolderIn(fileURLToPath(config.cacheDir)),
        );
        const at = (path: string): string => fileURLToPath(new URL(`.${path}`, dir));
        for (const { page, markdown } of renderedEntries) {
          await linkAnew(at(`${page}index.html`), at(flatCopyPath(page)));
          if (markdown !== null) await linkAnew(at(markdown), at(flatMarkdownPath(page)));
        }
      },
    },
  };
}

async function linkAnew(file: string, name: string): Promise<void> {
  await rm(name, { force: true });
  await link(file, name);
}
