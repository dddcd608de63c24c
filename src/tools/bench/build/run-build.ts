/** `npm run bench -- build --source contentful`: what syncs, builds and the function for fresh pages take. */
import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { makeProject, type Project } from '#src/tools/project-copy.ts';
import { makeArticle, makeSurroundings } from './made-up-space.ts';
import { measureChild, type Measured } from './measure-child.ts';

const buildHelp = `npm run bench -- build --source contentful [--entries 10000]

Measures on a space that is made up, of which a server that stands in for Contentful answers:

  sync      all of it, nothing new, one change: in a process of its own, with the memory it takes
  build     the same, with astro build, of a publication without pictures for sharing
  function  what renders articles that no build has seen: its size, and how long it takes to wake, with
            10 articles and with as many as there are

  --entries N   how many articles, 10 to 50000 (10000)
  --help        this text

Each is measured once: a build of many takes minutes. Writes .cache/bench-build/results.md.

Exit codes: 0 done, 1 it failed, 2 wrong use.`;

/** Answers the exit code. */
export async function runBuildBench(root: string, argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options === 'help') {
    console.log(buildHelp);
    return 0;
  }
  if (typeof options === 'string') {
    console.error(`${options}\n\nnpm run bench -- build --help says how it is used.`);
    return 2;
  }
  const lines = [`# Builds from Contentful\n`, `Node ${process.version}, ${options} articles.\n`];
  lines.push(...(await measure(root, options)));
  const text = `${lines.join('\n')}\n`;
  await mkdir(join(root, '.cache', 'bench-build'), { recursive: true });
  await writeFile(join(root, '.cache', 'bench-build', 'results.md'), text);
  console.log(text);
  return 0;
}

/** How many articles; or `help`, or what is wrong. */
function readOptions(argv: readonly string[]): number | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        source: { type: 'string' },
        entries: { type: 'string', default: '10000' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    if (values.source !== 'contentful') return '--source takes contentful: there is no other yet.';
    const entries = Number(values.entries);
    if (/^\d+$/.test(values.entries) && entries >= 10 && entries <= 50_000) return entries;
    return `--entries takes 10 to 50000, and not "${values.entries}".`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The part of `tests/mocks/contentful/server.ts` that is used here. */
interface StandIn {
  readonly url: string;
  publish: (...items: readonly object[]) => void;
  close: () => Promise<void>;
}

async function startContentful(root: string): Promise<StandIn> {
  const path = join(root, 'tests', 'mocks', 'contentful', 'server.ts');
  const module = (await import(pathToFileURL(path).href)) as {
    startContentful: (locales: readonly object[], options: object) => Promise<StandIn>;
  };
  const locale = { code: 'en-US', default: true, fallbackCode: null };
  return module.startContentful([locale], { id: 'space', pageSize: 1000 });
}

async function measure(root: string, entries: number): Promise<string[]> {
  console.error('10 articles');
  const few = await measureSize(root, 10, () => undefined);
  console.error(`${entries} articles`);
  const rows: string[][] = [['what', 'seconds', 'peak memory, MB']];
  const many = await measureSize(root, entries, (what, { seconds, peakInBytes }) => {
    const memory = peakInBytes === null ? '–' : (peakInBytes / 2 ** 20).toFixed(0);
    rows.push([what, seconds.toFixed(1), memory]);
    console.error(`${what}: ${seconds.toFixed(1)} s`);
  });
  const sizes = [few, many].map(rowOf);
  const head = [
    'articles',
    'function without packages, MB',
    'import, ms',
    'first page, ms',
    'next page, ms',
  ];
  return [table(rows), '\n## The function for fresh pages\n', table([head, ...sizes])];
}

interface Woken {
  readonly articles: number;
  readonly bytes: number;
  readonly importingInMilliseconds: number;
  readonly firstPageInMilliseconds: number;
  readonly nextPageInMilliseconds: number;
}

async function measureSize(
  root: string,
  articles: number,
  tell: (what: string, measured: Measured) => void,
): Promise<Woken> {
  const twin = await startContentful(root);
  const project = await makeProject();
  try {
    await write(project);
    twin.publish(...makeSurroundings());
    for (let n = 0; n < articles; n += 1) twin.publish(makeArticle(n));
    const place = { cwd: project.root, environment: environmentOf(twin) };
    const sync = (): Promise<Measured> =>
      measureChild(
        [join(root, 'src/tools/bench/build/sync-once.ts'), join(project.root, 'sync')],
        place,
      );
    const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
    const build = (): Promise<Measured> => measureChild([astro, 'build'], place);
    tell('first sync', await sync());
    tell('first build, with its sync', await build());
    tell('sync with nothing new', await sync());
    tell('build with nothing new', await build());
    twin.publish(makeArticle(3, 2));
    tell('sync with one change', await sync());
    tell('build with one change', await build());
    twin.publish(makeArticle(4, 2), makeArticle(5, 2));
    const wake = join(root, 'src/tools/bench/build/wake-function.ts');
    const paths = ['/articles/article-4/', '/articles/article-5/'];
    const { output } = await measureChild([wake, project.root, ...paths], place);
    const woken = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Omit<
      Woken,
      'articles' | 'bytes'
    >;
    const bytes = await sizeOf(join(project.root, '.netlify', 'v1', 'functions', 'ssr'));
    return { articles, bytes, ...woken };
  } finally {
    await project.remove();
    await twin.close();
  }
}

async function write(project: Project): Promise<void> {
  await project.write({
    'site.yaml': [
      'title: The bench',
      'url: https://bench.example',
      'locales: [{ code: en, name: English }]',
      'features: { openGraphImages: false }',
      '',
    ].join('\n'),
  });
  await cp('public', join(project.root, 'public'), { recursive: true });
}

function environmentOf({ url }: StandIn): NodeJS.ProcessEnv {
  return {
    CONTENT_DIR: 'content',
    NODE_ENV: 'production',
    CONTENTFUL_SPACE_ID: 'space',
    CONTENTFUL_ENVIRONMENT: 'master',
    CONTENTFUL_DELIVERY_TOKEN: 'delivery-token',
    CONTENTFUL_HOST: url,
    CONTENTFUL_STRICT: '1',
  };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  // Packages are the same with any number of articles, and links in this copy of the project.
  const own = names.filter((name) => !/(?:^|[/\\])node_modules(?:[/\\]|$)/.test(name));
  const sizes = await Promise.all(
    own.map(async (name) => {
      const file = await stat(join(folder, name));
      return file.isFile() ? file.size : 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function rowOf({ articles, bytes, ...woken }: Woken): string[] {
  const milliseconds = Object.values(woken).map((one) => one.toFixed(0));
  return [String(articles), (bytes / 2 ** 20).toFixed(2), ...milliseconds];
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [lineOf(head), lineOf(head.map(() => '---')), ...rows.map(lineOf)].join('\n');
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
