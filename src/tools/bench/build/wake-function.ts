/**
 * Imports the function that renders on demand and asks it for pages, as Netlify does that wakes it: says
 * what that took, as JSON. The site's own files come from a server that does nothing else.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listen } from '#src/tools/twin/listen.ts';

const [root = '.', first = '', second = ''] = process.argv.slice(2);
const server = createServer((request, response) => {
  readFile(join(root, 'dist', decodeURI(request.url ?? '/'))).then(
    (file) => response.end(file),
    () => response.writeHead(404).end(),
  );
});
const site = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;

type Handler = (request: Request, context: object) => Promise<Response>;

const begun = performance.now();
const url = pathToFileURL(join(root, '.netlify', 'v1', 'functions', 'ssr', 'ssr.mjs')).href;
const { default: handle } = (await import(url)) as { default: Handler };
const imported = performance.now();

const context = {
  deploy: { context: 'dev' },
  site: { url: site },
  cookies: { get: () => undefined },
  waitUntil: () => undefined,
};

async function ask(path: string): Promise<number> {
  const from = performance.now();
  const answer = await handle(new Request(site + path), context);
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('This is version 2.')) {
    throw new Error(`${path} is answered with ${answer.status}: ${text.slice(0, 200)}`);
  }
  return performance.now() - from;
}

console.log(
  JSON.stringify({
    importingInMilliseconds: imported - begun,
    firstPageInMilliseconds: await ask(first),
    nextPageInMilliseconds: await ask(second),
  }),
);
server.closeAllConnections();
process.exit(0);
