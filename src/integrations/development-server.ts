import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Plugin, ViteDevServer } from 'vite';

/** Where the index is served. */
export const indexAddress = '/pagefind/';

/**
 * Mends what differs in development. Netlify's part of the server answers `/search/` by the function
 * that does so in production, with the page as it was built, and gives pages the headers of the last
 * build. Here the page is as it is now, and searches the index of the last build.
 */
export function developmentServerIntegration(): AstroIntegration {
  let folder = '';
  return {
    name: 'broadsheet:development-server',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command === 'dev') updateConfig({ vite: { plugins: [hideSearch, showSearch] } });
      },
      'astro:config:done': ({ config }) => {
        folder = fileURLToPath(config.outDir);
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const address = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/';
          if (!address.startsWith(indexAddress)) return next();
          sendFile(path.join(folder, address), response).then(() => undefined, next);
        });
      },
    },
  };
}

const searchPage = /^((?:\/(?!(?:articles|topics|authors|series)\/)[^/?]+)?)\/search\/(?=\?|$)/;
/** What functions fetch is a page here: only a build puts it where they do. */
const servedShell =
  /^((?:\/[^/?]+)?\/(?:newsletter|account|account\/comments)\/served)\.txt(?=\?|$)/;
const hidden = /^((?:\/[^/?]+)?)\/search\/index\.html(?=\?|$)/;

/** Before Netlify's part of the development server sees a request. */
const hideSearch = middleware('broadsheet:hide-search', 'pre', (request) => {
  request.url = request.url?.replace(searchPage, '$1/search/index.html');
});

/**
 * After it, and before Astro. Netlify's part adds the headers of the last build, whose policy has
 * the hashes of other styles and scripts.
 */
const showSearch = middleware('broadsheet:show-search', 'post', (request, response) => {
  request.url = request.url?.replace(hidden, '$1/search/').replace(servedShell, '$1/');
  for (const name of ofTheBuild) response.removeHeader(name);
});

const ofTheBuild = ['Cache-Control', 'Content-Security-Policy', 'Speculation-Rules'];

function middleware(
  name: string,
  order: 'pre' | 'post',
  act: (request: IncomingMessage, response: ServerResponse) => void,
): Plugin {
  const handle = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    act(request, response);
    next();
  };
  const handler = ({ middlewares }: ViteDevServer): void => {
    middlewares.use(handle);
  };
  return { name, configureServer: { order, handler } };
}

/** `URL.parse` has taken out whatever would climb out of the folder. */
async function sendFile(file: string, response: ServerResponse): Promise<void> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) createReadStream(file).pipe(response);
  else response.writeHead(404).end();
}
