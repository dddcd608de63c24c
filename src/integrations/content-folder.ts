import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { contentFolder } from '#src/collections/reading/content-folder.ts';

const emptyStyles = '\0owner-styles-none.css';

/** Tells pages where the owner's content is: its `theme.css` as `virtual:owner-theme.css`, rendered bodies, and `public/`. */
export function contentFolderIntegration(): AstroIntegration {
  return {
    name: 'broadsheet:content-folder',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        const theme = path.join(contentFolder(fileURLToPath(config.root)), 'theme.css');
        updateConfig({
          vite: {
            define: {
              'import.meta.env.BROADSHEET_CACHE': JSON.stringify(
                cacheFolderIn(fileURLToPath(config.cacheDir)),
              ),
              'import.meta.env.BROADSHEET_PUBLIC': JSON.stringify(fileURLToPath(config.publicDir)),
              'import.meta.env.BROADSHEET_THEME': JSON.stringify(theme),
            },
            plugins: [
              {
                name: 'broadsheet:owner-theme',
                resolveId: (id: string) => {
                  if (id !== 'virtual:owner-theme.css') return null;
                  return existsSync(theme) ? theme : emptyStyles;
                },
                load: (id: string) => (id === emptyStyles ? '' : null),
              },
            ],
          },
        });
      },
    },
  };
}
