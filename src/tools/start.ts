/** `npm start`: builds the publication and serves it as Netlify would. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BuildError, buildSite } from './build.ts';
import { startStandIn, StandInError, type StandIn } from './contentful-stand-in.ts';
import { readEnvironmentFile } from './read-environment-file.ts';
import { requireFreePort } from './twin/listen.ts';
import { startTwin, type Twin } from './twin/start-twin.ts';
import { TwinError } from './twin/twin-error.ts';

const help = `Builds the publication and serves it on this machine.

  npm start -- [--no-build] [--port <number>] [--contentful <export.json>]

  --no-build        serve what was built before
  --port <number>   where to serve; PORT says it too (8888 unless told)
  --contentful <export.json>
                    read articles from a space as well, which stands in for Contentful on this
                    machine: \`contentful space export\` writes such a file
  --help            these words

Environment
  PORT              where to serve
  HOST              127.0.0.1 unless told: this machine only. 0.0.0.0 serves to the network.
  TRUST_PROXY       1 if a proxy of yours stands in front: the reader's address and https are then
                    taken from the last entries of X-Forwarded-For and X-Forwarded-Proto.

Exit codes: 0 stopped, 1 failed, 2 wrong use.`;

const defaultPort = 8888;
/** npm runs its scripts in the folder of package.json. */
const root = process.cwd();

/** The command was called in a way it does not know. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface StartOptions {
  readonly build: boolean;
  readonly port: number;
  /** An export of a space; null where none was named. */
  readonly contentful: string | null;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    console.log(help);
    return;
  }
  const host = process.env['HOST'] || '127.0.0.1';
  // Before the build: a port in use is no reason to wait for one, nor to change what is served there.
  await requireFreePort(options.port, host);
  const contentful = options.contentful === null ? null : await startStandIn(options.contentful);
  if (options.build) await build();
  const twin = await startTwin({
    root,
    port: options.port,
    host,
    database: 'disk',
    trustProxy: process.env['TRUST_PROXY'] === '1',
    // Seconds from publishing to readers are seen only where something is kept and forgotten.
    keepsAnswers: contentful !== null,
  });
  contentful?.tell(twin.url);
  announce(twin, contentful);
  stopOnSignal(async () => {
    await contentful?.close();
    await twin.close();
  });
}

/** Null if help was asked for. */
function readOptions(args: string[]): StartOptions | null {
  const { values } = parse(args);
  if (values.help) return null;
  const given = values.port ?? (process.env['PORT'] || String(defaultPort));
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) {
    throw new UsageError(
      `${JSON.stringify(given)} is no port. A number up to 65535 is, for example PORT=8889.`,
    );
  }
  return { build: !values['no-build'], port, contentful: values.contentful ?? null };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        'no-build': { type: 'boolean', default: false },
        port: { type: 'string' },
        contentful: { type: 'string' },
      },
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(message, { cause });
  }
}

async function build(): Promise<void> {
  console.log('Building …');
  const begun = performance.now();
  await buildSite(root, (line) => console.log(line));
  const pages = await countPages(join(root, 'dist'));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`Built ${pages} ${pages === 1 ? 'page' : 'pages'} in ${seconds} s`);
}

async function countPages(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.html')).length;
}

function announce(twin: Twin, contentful: StandIn | null): void {
  for (const line of twin.functions) console.log(`  ${line}`);
  if (twin.inbox !== null) console.log(`Mails are kept here, to be read at ${twin.inbox}`);
  if (contentful) {
    const { url, published } = contentful;
    console.log(
      `Contentful stands in with ${published} published entries and assets: write and publish at ${url}/`,
    );
  }
  console.log(`Serving ${twin.url}/ (Ctrl+C stops)`);
}

function stopOnSignal(close: () => Promise<void>): void {
  let isStopping = false;
  const stop = (): void => {
    // The second time is impatience.
    if (isStopping) process.exit(1);
    isStopping = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

function fail(error: unknown): never {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${help}`);
  else if ([TwinError, BuildError, StandInError].some((kind) => error instanceof kind))
    console.error(String((error as Error).message));
  else console.error(error);
  process.exit(error instanceof UsageError ? 2 : 1);
}

readEnvironmentFile(root);
await main().catch(fail);
