import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoaderContext } from 'astro/loaders';
import { vi } from 'vitest';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import type { Publication } from '#src/collections/publication.ts';
import { article, now, writeContent, type Files } from './content.ts';

/*
 * A content folder on its way to the pages: through the loaders into a store, and from there into the
 * publication, with a map in place of Astro's store.
 */

type Entries = Map<string, { readonly id: string; readonly data: object }>;

export interface Synced {
  readonly publication: Publication;
  readonly staticPaths: typeof import('#src/collections/static-paths.ts');
  readonly staticFiles: typeof import('#src/collections/static-files.ts');
  /** Where bodies, pictures and the plan of the build are kept. */
  readonly cacheFolder: string;
}

/** Brings files to the pages as `astro build` does, at the moment {@link now}. */
export async function syncFiles(files: Files): Promise<Synced> {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  vi.stubEnv('CONTENT_DIR', 'content');
  vi.resetModules();
  const { root, publicFolder } = await writeContent(files);
  const cacheFolder = cacheFolderIn(path.join(root, '.astro'));
  // What `integrations/content-folder.ts` tells pages.
  vi.stubEnv('BROADSHEET_CACHE', cacheFolder);
  vi.stubEnv('BROADSHEET_PUBLIC', publicFolder);
  vi.stubEnv('BROADSHEET_THEME', path.join(root, 'content', 'theme.css'));
  const folder = (name: string): URL => pathToFileURL(`${path.join(root, name)}/`);
  const config = { root: folder(''), publicDir: folder('public'), cacheDir: folder('.astro') };
  const store = new Map<string, Entries>();
  // Loaders are those of this run: the module keeps what it read last.
  const loaders = await import('#src/collections/loaders.ts');
  for (const name of [
    'site',
    'strings',
    'articles',
    'pages',
    'authors',
    'topics',
    'series',
  ] as const) {
    const entries: Entries = new Map();
    store.set(name, entries);
    const context = {
      config,
      store: {
        keys: () => entries.keys(),
        delete: (id: string) => entries.delete(id),
        set: (entry: { id: string; data: object }) => entries.set(entry.id, entry),
      },
    };
    // The loaders ask for nothing else in a build.
    await loaders[`${name}Loader`].load(context as unknown as LoaderContext);
  }
  vi.doMock('astro:content', () => ({
    getCollection: async (name: string) => [...(store.get(name)?.values() ?? [])],
    getEntry: async (name: string, id: string) => store.get(name)?.get(id),
  }));
  const { getPublication } = await import('#src/collections/publication.ts');
  const staticPaths = await import('#src/collections/static-paths.ts');
  const staticFiles = await import('#src/collections/static-files.ts');
  vi.useRealTimers();
  return { publication: await getPublication(), staticPaths, staticFiles, cacheFolder };
}

/** `count` articles named a001, a002 …, the first the newest, a day between each two. */
export function manyArticles(
  count: number,
  fields: (index: number) => Readonly<Record<string, string | null>> = () => ({}),
): Files {
  const newest = Date.parse('2026-11-20');
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const day = new Date(newest - index * 86_400_000).toISOString().slice(0, 10);
      const name = `a${String(index + 1).padStart(3, '0')}`;
      const written = article({ title: `Article ${name}`, publishedAt: day, ...fields(index) });
      return [`articles/en/${name}.md`, written];
    }),
  );
}
