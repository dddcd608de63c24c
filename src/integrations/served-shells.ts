import { glob, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Puts the pages that functions write into, of the newsletter, accounts and comments, where they can
 * fetch them, language by language. They are no pages: nobody is to come to them as they are.
 */
export function servedShellsIntegration(): AstroIntegration {
  return {
    name: 'broadsheet:served-shells',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const cwd = fileURLToPath(dir);
        for await (const page of glob(
          '{,*/}{newsletter,account,account/comments}/served/index.html',
          { cwd },
        )) {
          const folder = path.dirname(path.join(cwd, page));
          await rename(path.join(cwd, page), `${folder}.txt`);
          await rm(folder, { recursive: true });
        }
      },
    },
  };
}
