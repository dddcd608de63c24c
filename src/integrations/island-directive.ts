import type { AstroIntegration } from 'astro';

/** Makes `client:asked` known, which says when the search box wakes. */
export function islandDirectiveIntegration(): AstroIntegration {
  return {
    name: 'island-directive',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        addClientDirective({ name: 'asked', entrypoint: './src/islands/client-asked.ts' });
      },
    },
  };
}
