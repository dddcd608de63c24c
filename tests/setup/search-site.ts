import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from '@netlify/functions';
import search from '#netlify/functions/search.ts';
import { writeSearchIndex } from '#src/collections/search/write-search-index.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { makeSearchWords } from '#src/shared/strings/search-words.ts';
import { createWords } from '#src/shared/strings/translate.ts';
import { recordOf, type SamplePage } from './search.ts';

/*
 * As much of a built site as the function that writes results into the search page reads: the index,
 * the page itself and a page for what is not found. A server of its own serves it.
 */

/** The search page of a site, cut down to what is written into. */
export const searchPage =
  '<!doctype html><html lang="en"><head><title>Search – The Paper</title></head><body><form action="/search/"><input type="search" name="q" autocomplete="off"></form><div data-search-results><section id="results" aria-label="Results"></section></div></body></html>';

export interface SearchSite {
  readonly origin: string;
  /** Paths that the server was asked for, since it was last emptied. */
  readonly asked: string[];
  /** Answers these paths with a status, instead of what is there. */
  readonly broken: Map<string | RegExp, number>;
  /** Makes another index of other pages. */
  readonly publish: (pages: readonly SamplePage[]) => Promise<void>;
  /** Asks the function as Netlify does. */
  readonly ask: (address: string, asking?: Asking) => Promise<Response>;
  readonly close: () => Promise<void>;
}

export interface Asking extends RequestInit {
  /** Whom the request says that it is to; the site itself if nobody else. */
  readonly to?: string;
  readonly locale?: string;
}

function settingsOf(locale: string, at: string): SearchSettings {
  const words = makeSearchWords(createWords(locale, {}), 'The Paper');
  return { locale, formats: 'en-GB', path: at, words };
}

export async function startSearchSite(pages: readonly SamplePage[]): Promise<SearchSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-site-'));
  const asked: string[] = [];
  const broken: SearchSite['broken'] = new Map();
  const publish = async (published: readonly SamplePage[]): Promise<void> => {
    const index = path.join(folder, 'pagefind');
    const records = published.map(recordOf);
    const locales = ['en', 'de', 'is'];
    await writeSearchIndex({ records, locales, htmlOf: async ({ html }) => html }, index);
    const served = path.join(index, 'served');
    await mkdir(served);
    for (const [name, settings] of [
      ['default', settingsOf('en', '/search/')],
      ['de', settingsOf('de', '/de/search/')],
      ['is', settingsOf('is', '/is/search/')],
    ] as const) {
      await writeFile(path.join(served, `${name}.json`), JSON.stringify(settings));
      await writeFile(path.join(served, `${name}.txt`), searchPage);
    }
    await writeFile(path.join(folder, '404.html'), '<!doctype html><title>Not here</title>');
  };
  await publish(pages);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const rule = [...broken].find(([what]) =>
      typeof what === 'string' ? what === pathname : what.test(pathname),
    );
    if (rule) {
      response.writeHead(rule[1]).end('Broken.');
      return;
    }
    readFile(path.join(folder, pathname)).then(
      (bytes) =>
        response
          .writeHead(200, {
            'Content-Type': 'text/plain',
            'Content-Security-Policy': "default-src 'none'",
            'X-Content-Type-Options': 'nosniff',
            'Cache-Control': 'public, max-age=31536000',
            ETag: '"of the file"',
          })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  // A server that listens on a port has an address.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    broken,
    publish,
    ask: (address, { to = origin, locale, ...init } = {}) =>
      search(new Request(new URL(address, to), init), contextOf(origin, locale)),
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the function is told by the local server: who it is itself, whatever a request says. */
function contextOf(origin: string, locale: string | undefined): Context {
  // The function reads nothing else.
  return {
    params: locale === undefined ? {} : { locale },
    deploy: { context: 'dev', id: '0', published: false },
    site: { id: '0', name: 'local', url: origin },
  } as unknown as Context;
}
