import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/* `npm start -- --contentful`: a space on this machine, so that nobody needs an account to try one. */

/** What was named as an export is none, or cannot be read. */
export class StandInError extends Error {
  override readonly name = 'StandInError';
}

export interface StandIn {
  /** Where its entries are written and published. */
  readonly url: string;
  readonly published: number;
  /** Tells the site at `origin` of what is published. */
  tell: (origin: string) => void;
  close: () => Promise<void>;
}

/** The part of `tests/mocks/contentful/start-from-export.ts` that is used here. */
interface StandInModule {
  readonly startFromExport: (text: string) => Promise<{
    readonly server: { readonly url: string; close: () => Promise<void> };
    readonly environment: Readonly<Record<string, string>>;
    readonly published: number;
    readonly tell: (url: string) => void;
  }>;
}

/**
 * Starts the stand-in and sets what builds and functions find it by: theirs is the environment of this
 * process.
 *
 * @throws {StandInError}
 */
export async function startStandIn(file: string): Promise<StandIn> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StandInError(
      `${file} cannot be read. \`contentful space export\` writes such a file.`,
      { cause },
    );
  });
  const { server, environment, published, tell } = await start(text, file);
  for (const [name, value] of Object.entries(environment)) process.env[name] = value;
  return {
    url: server.url,
    published,
    tell: (origin) => tell(`${origin}/api/webhooks/contentful`),
    close: () => server.close(),
  };
}

async function start(text: string, file: string): ReturnType<StandInModule['startFromExport']> {
  // Part of the tests, which a publication that is served does not carry.
  const path = join(
    import.meta.dirname,
    '..',
    '..',
    'tests',
    'mocks',
    'contentful',
    'start-from-export.ts',
  );
  const { startFromExport } = (await import(pathToFileURL(path).href)) as StandInModule;
  return startFromExport(text).catch((cause: unknown) => {
    if (!(cause instanceof Error) || cause.name !== 'ExportError') throw cause;
    throw new StandInError(`${file} is no export of a space: ${cause.message}`, { cause });
  });
}
