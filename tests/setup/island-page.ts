import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build, type Rolldown } from 'vite';

/*
 * Bundles an island as a build does and serves it on a page of its own, under the policy that all
 * pages have: Trusted Types required, nothing inline, nothing from elsewhere.
 */

const root = path.join(import.meta.dirname, '..', '..');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
};

export interface IslandPage {
  /** Where it is served, without a slash at the end. Every path but those of files is the page. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface IslandSource {
  /** What renders the island into `#island`, from the project's root. */
  readonly entry: string;
  /** Modules that others take the place of. */
  readonly alias: Readonly<Record<string, string>>;
  /** What is in the page's <main>. */
  readonly html: string;
}

export async function serveIsland({ entry, alias, html }: IslandSource): Promise<IslandPage> {
  const files = await bundle(path.join(root, entry), alias);
  const links = [...files.keys()].map((name) =>
    name.endsWith('.css') ? `<link rel="stylesheet" href="/_/${name}">` : '',
  );
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Search</title>${links.join('')}<script type="module" src="/_/entry.js"></script></head><body><main>${html}</main></body></html>`;
  const server = createServer((request, response) => {
    const [address = '/'] = (request.url ?? '/').split('?');
    const file = files.get(address.replace('/_/', ''));
    const type = contentTypes[address.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
    response.end(file ?? page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bundle(
  entry: string,
  alias: IslandSource['alias'],
): Promise<Map<string, string | Uint8Array>> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: '/_/',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: {
      alias: Object.entries(alias).map(([find, to]) => ({
        find,
        replacement: path.join(root, to),
      })),
    },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: { entry }, output: { entryFileNames: '[name].js' } },
    },
  });
  // One input and no watching: one output.
  const { output } = result as Rolldown.RolldownOutput;
  return new Map(
    output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  );
}
