import { glob, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Puts the page that the newsletter's functions write into where they can fetch it, language by
 * language. It is no page: nobody is to come to it as it is.
 */
export function newsletterShellIntegration(): AstroIntegration {
  return {
    name: 'broadsheet:newsletter-shell',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const cwd = fileURLToPath(dir);
        for await (const page of glob('{,*/}newsletter/served/index.html', { cwd })) {
          const folder = path.dirname(path.join(cwd, page));
          await rename(path.join(cwd, page), `${folder}.txt`);
          await rm(folder, { recursive: true });
        }
      },
    },
  };
}
