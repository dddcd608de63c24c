import { createServer } from 'node:http';
import { onTestFinished, vi } from 'vitest';
import { hangUp, listenHere } from '#tests/mocks/loopback.ts';
import {
  startContentful,
  type ContentfulServer,
  type Locale,
} from '#tests/mocks/contentful/server.ts';
import type { Item } from '#tests/mocks/contentful/space-state.ts';
import { en, entry, link } from '#tests/setup/contentful-items.ts';
import { doc, p, t } from '#tests/setup/rich-text.ts';
import type { Files } from './content.ts';
import { syncFiles, type Synced } from './publication.ts';

/*
 * A publication with a space, as a build has left it: what is asked of the site by the function that
 * renders what no build has seen is served over HTTP, and so is the space.
 */

export interface FreshSite {
  readonly origin: string;
  readonly server: ContentfulServer;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly synced: Synced;
  /** From now on it answers nothing but errors. */
  setDown: (isDown: boolean) => void;
}

export const author = entry('ada', 'author', { name: 'Ada Lovelace' });

/** An article of the space; every version of it is another. */
export function post(
  id: string,
  fields: Readonly<Record<string, unknown>> = {},
  revision = 1,
): Item {
  const made = entry(id, 'article', {
    title: `The article ${id}`,
    slug: id,
    description: 'One sentence that says what it is about.',
    publishedAt: '2026-09-14',
    authors: [link('ada')],
    topics: ['Ships'],
    body: doc(p(t(`The text of ${id}, version ${revision}.`))),
    ...fields,
  });
  return { ...made, sys: { ...made.sys, revision } };
}

export async function startFreshSite(
  items: readonly Item[],
  {
    files = {},
    locales = [en],
  }: { readonly files?: Files; readonly locales?: readonly Locale[] } = {},
): Promise<FreshSite> {
  const server = await startContentful(locales, { pageSize: 100 });
  onTestFinished(() => server.close());
  server.publish(author, ...items);
  const variables = {
    CONTENTFUL_SPACE_ID: 'spaceid1',
    CONTENTFUL_DELIVERY_TOKEN: 'delivery-token',
    CONTENTFUL_PREVIEW_TOKEN: 'preview-token',
    CONTENTFUL_HOST: server.url,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const synced = await syncFiles(files);
  onTestFinished(() => void vi.unstubAllEnvs());
  const pages = await filesOf(synced);
  const site = await serve(pages);
  onTestFinished(site.close);
  return { origin: site.url, server, variables, synced, setDown: site.setDown };
}

/** What a build writes for the function, by its address. */
async function filesOf({ staticFiles, publication }: Synced): Promise<Map<string, string>> {
  const files = new Map([['/404.html', '<h1>No such page</h1>']]);
  for (const { params, props } of await staticFiles.freshSettingsPaths()) {
    const prefix = params['locale'] === undefined ? '' : `/${params['locale']}`;
    files.set(`${prefix}/articles/served.json`, JSON.stringify(props.view));
  }
  for (const { scope, articles } of publication.editions) {
    const prefix = scope.locale === scope.defaultLocale ? '' : `/${scope.locale}`;
    for (const { slug, entry: source, access } of articles) {
      if (source === null || access !== 'public') continue;
      const meta = `<meta name="version" content="${source.id} ${source.version}">`;
      files.set(`${prefix}/articles/${slug}/served.txt`, `${meta}<p>what was built</p>`);
      files.set(`${prefix}/articles/${slug}/served.md`, `# what was built\n`);
    }
  }
  return files;
}

async function serve(files: ReadonlyMap<string, string>) {
  let isDown = false;
  const server = createServer((request, response) => {
    const text = files.get(decodeURI(request.url ?? '/'));
    if (isDown) return void response.writeHead(500).end();
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  const port = await listenHere(server);
  return {
    url: `http://127.0.0.1:${port}`,
    setDown: (next: boolean) => {
      isDown = next;
    },
    close: async () => {
      await hangUp(server);
    },
  };
}
