/**
 * Imports the function that renders on demand and asks it for pages, as Netlify does that wakes it: says
 * what that took, as JSON. The site's own files are served by the local twin.
 */
import { pathToFileURL } from 'node:url';
import { startTwin } from '#src/tools/twin/start-twin.ts';

const [root = '.', first = '', second = ''] = process.argv.slice(2);
const twin = await startTwin({ root, port: 0, database: 'off' });

type Handler = (request: Request, context: object) => Promise<Response>;

// What the local server reads when it is first asked is not the function's.
for (const path of ['/articles/served.json', first, second]) {
  await (await fetch(twin.url + path.replace(/\/$/, '/served.txt'))).text();
}

const begun = performance.now();
const url = pathToFileURL(`${root}/.netlify/v1/functions/ssr/ssr.mjs`).href;
const { default: handle } = (await import(url)) as { default: Handler };
const imported = performance.now();

const context = {
  deploy: { context: 'dev' },
  site: { url: twin.url },
  cookies: { get: () => undefined },
  waitUntil: () => undefined,
};

async function ask(path: string): Promise<number> {
  const from = performance.now();
  const answer = await handle(new Request(twin.url + path), context);
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('This is version 2.')) {
    throw new Error(`${path} is answered with ${answer.status}: ${text.slice(0, 200)}`);
  }
  return performance.now() - from;
}

const firstPage = await ask(first);
const nextPage = await ask(second);
console.log(JSON.stringify({ importing: imported - begun, firstPage, nextPage }));
await twin.close();
process.exit(0);
