import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { loadEnv } from 'vite';
import { cacheFolderIn, forgetOtherBodies } from './bodies.ts';
import { readConnection } from './contentful/connection.ts';
import type { ContentfulSource } from './contentful/load-space.ts';
import { writeBuildPlan } from './build-plan.ts';
import { digestOf } from './digest.ts';
import { contentFolder } from './reading/content-folder.ts';
import { loadContent, type Content } from './reading/load-content.ts';

/*
 * Astro runs the loaders of all collections side by side. The content is one whole (articles name
 * authors, links name articles), so it is read and checked once for each run, and every loader takes
 * its part. What is wrong anywhere stops them all with one list.
 */

type AstroConfig = LoaderContext['config'];
type Watcher = NonNullable<LoaderContext['watcher']>;

/** The content as of the last change, for the run that `config` belongs to. */
let latest: { readonly config: AstroConfig; readonly content: Promise<Content> } | null = null;

function contentOf({ config, watcher, logger }: LoaderContext): Promise<Content> {
  if (latest?.config !== config) {
    const options = {
      showsHidden: watcher !== undefined,
      warn: (text: string) => logger.warn(text),
    };
    latest = { config, content: readWhole(config, options) };
  }
  return latest.content;
}

async function readWhole(
  config: AstroConfig,
  { warn, ...options }: { readonly showsHidden: boolean; readonly warn: (text: string) => void },
): Promise<Content> {
  const root = fileURLToPath(config.root);
  const cacheFolder = cacheFolderIn(fileURLToPath(config.cacheDir));
  const content = await loadContent({
    contentFolder: contentFolder(root),
    publicFolder: fileURLToPath(config.publicDir),
    cacheFolder,
    siteUrl: loadEnv('production', root, 'SITE_URL')['SITE_URL'],
    now: new Date(),
    contentful: contentfulSource(root, warn),
    ...options,
  });
  await writeBuildPlan(cacheFolder, content);
  const texts = [...content.articles, ...content.pages];
  const digests = [
    ...texts.flatMap(({ bodyDigest }) => bodyDigest ?? []),
    ...content.articles.flatMap(({ membersDigest }) => membersDigest ?? []),
  ];
  if (!options.showsHidden) await forgetOtherBodies(cacheFolder, digests, new Date());
  return content;
}

function contentfulSource(root: string, warn: (text: string) => void): ContentfulSource | null {
  const variables = loadEnv('production', root, 'CONTENTFUL_');
  const connection = readConnection(variables);
  if (!connection) return null;
  return { connection, isStrict: variables['CONTENTFUL_STRICT'] === '1', warn };
}

/** Takes a collection's entries out of the content. */
type Part = (content: Content) => Iterable<readonly [id: string, data: object]>;

function partLoader(name: string, part: Part): Loader {
  return {
    name: `broadsheet-${name}`,
    load: async (context) => {
      await store(context, part);
      if (context.watcher) followChanges(context, context.watcher, () => store(context, part));
    },
  };
}

async function store(context: LoaderContext, part: Part): Promise<void> {
  const entries = [...part(await contentOf(context))];
  const ids = new Set(entries.map(([id]) => id));
  for (const id of context.store.keys()) if (!ids.has(id)) context.store.delete(id);
  for (const [id, data] of entries) {
    // Checked already, by the same schema, with lines and all at once.
    context.store.set({ id, data: { ...data }, digest: digestOf(data) });
  }
}

const reloads = new Map<Watcher, Set<() => Promise<void>>>();

/** In development: reads once again when a file of the content changes, then tells every collection. */
function followChanges(
  { config, logger }: LoaderContext,
  watcher: Watcher,
  reload: () => Promise<void>,
): void {
  const known = reloads.get(watcher);
  if (known) {
    known.add(reload);
    return;
  }
  const all = new Set([reload]);
  reloads.set(watcher, all);
  let isDue: NodeJS.Timeout | undefined;
  let reading: Promise<unknown> = Promise.resolve();
  const readAgain = (): void => {
    // One after another: the newest must be the last to be stored.
    reading = reading
      .then(() => {
        latest = null;
        return Promise.all([...all].map((one) => one()));
      })
      .catch((error: unknown) => {
        logger.error(error instanceof Error ? error.message : String(error));
      });
  };
  const folder = contentFolder(fileURLToPath(config.root));
  watcher.add(folder);
  watcher.on('all', (_event, file) => {
    if (!file.startsWith(folder + path.sep)) return;
    // An editor saves by several events.
    clearTimeout(isDue);
    isDue = setTimeout(readAgain, 30);
  });
}

const localeAndSlug = (entry: { locale: string; slug: string }): string =>
  `${entry.locale}/${entry.slug}`;

export const siteLoader = partLoader('site', ({ site }) => [['site', site]]);
export const stringsLoader = partLoader('strings', ({ strings }) => strings);
export const authorsLoader = partLoader('authors', ({ authors }) => authors);
export const topicsLoader = partLoader('topics', ({ topics }) => topics);
export const seriesLoader = partLoader('series', ({ series }) => series);
export const articlesLoader = partLoader('articles', ({ articles }) =>
  articles.map((article) => [localeAndSlug(article), article] as const),
);
export const pagesLoader = partLoader('pages', ({ pages }) =>
  pages.map((page) => [localeAndSlug(page), page] as const),
);
