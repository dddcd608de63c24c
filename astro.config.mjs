import { createHash } from 'node:crypto';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { contentFolderIntegration } from '#src/integrations/content-folder.ts';
import { fontsIntegration } from '#src/integrations/fonts.ts';
import { freshArticlesIntegration } from '#src/integrations/fresh-articles.ts';
import { headersIntegration } from '#src/integrations/headers.ts';
import { islandDirectiveIntegration } from '#src/integrations/island-directive.ts';
import { memberArticlesIntegration } from '#src/integrations/member-articles.ts';
import { netlifyAdapter } from '#src/integrations/netlify-adapter.ts';
import { openGraphImagesIntegration } from '#src/integrations/open-graph-images.ts';
import { picturesIntegration } from '#src/integrations/pictures.ts';
import { redirectsIntegration } from '#src/integrations/redirects.ts';
import { developmentServerIntegration } from '#src/integrations/development-server.ts';
import { searchIndexIntegration } from '#src/integrations/search-index.ts';
import { servedShellsIntegration } from '#src/integrations/served-shells.ts';
import { wholeOrNothing } from '#src/integrations/whole-or-nothing.ts';
import { contentSecurityDirectives } from '#src/shared/security-headers.ts';
import { themeScript } from '#src/shared/theme-script.ts';

const { adapter, last } = wholeOrNothing(netlifyAdapter());
const isDevelopment = process.argv.includes('dev');
const themeScriptHash = createHash('sha256').update(themeScript).digest('base64');

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  prerenderConflictBehavior: 'error',
  adapter,
  integrations: [
    preact(),
    islandDirectiveIntegration(),
    contentFolderIntegration(),
    fontsIntegration(),
    picturesIntegration(),
    openGraphImagesIntegration(),
    searchIndexIntegration(),
    servedShellsIntegration(),
    memberArticlesIntegration(),
    developmentServerIntegration(),
    freshArticlesIntegration(),
    redirectsIntegration(),
    headersIntegration(),
    last,
  ],
  build: { inlineStylesheets: 'always' },
  // Texts are rendered by `collections/markdown`; Astro's own highlighter would only warn about the policy.
  markdown: { syntaxHighlight: false },
  experimental: { incrementalBuild: true },
  security: {
    // In development Astro sends the policy without its hashes, and the page would break.
    csp: isDevelopment
      ? false
      : {
          directives: [...contentSecurityDirectives],
          scriptDirective: { hashes: [`sha256-${themeScriptHash}`] },
        },
  },
  session: false,
  devToolbar: { enabled: false },
});
