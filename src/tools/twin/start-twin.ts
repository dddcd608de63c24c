/**
 * The local twin of the published site: what Netlify would answer, answered by one process. A
 * library for tests and tools; `npm start` is its command.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { startDatabase } from './database/embedded-database.ts';
import { loadFunctions } from './functions/functions.ts';
import { createHandler } from './handler.ts';
import { closeServer, listen, urlOf } from './listen.ts';
import { createListener } from './listener.ts';
import { consoleLog, type Log } from './log.ts';
import { createRedirectRules } from './redirect-rules.ts';
import { Site } from './site.ts';
import { TwinError } from './twin-error.ts';

export interface TwinOptions {
  /** The project: where netlify.toml, netlify/ and .netlify/ are. */
  readonly root: string;
  /** The built site; `dist` in `root` unless given. */
  readonly outDir?: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Where to listen: this machine only (127.0.0.1) unless given. */
  readonly host?: string;
  /** Where the embedded database lives, if functions or migrations need one: `memory` unless given. */
  readonly database?: 'memory' | 'disk' | 'off';
  /** Whether X-Forwarded-For and -Proto are set by a proxy of the owner's. */
  readonly trustProxy?: boolean;
  readonly log?: Log;
}

export interface Twin {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** What runs besides the flat files, for people to read. */
  readonly functions: readonly string[];
  /** Finishes what has begun, then lets go of sockets and database. */
  close: () => Promise<void>;
}

export async function startTwin(options: TwinOptions): Promise<Twin> {
  const { host = '127.0.0.1', log = consoleLog, trustProxy = false } = options;
  const root = resolve(options.root);
  const folder = resolve(root, options.outDir ?? 'dist');
  if (!existsSync(folder)) {
    throw new TwinError(`There is no built site in ${folder}. Build it with: npm run build`);
  }
  // Before the functions: they make their database clients while they are imported.
  const database = await startDatabase({ root, mode: options.database ?? 'memory', log });
  try {
    const functions = await loadFunctions({ root, log });
    const site = new Site(root, folder, log);
    const handle = createHandler({ site, functions, redirects: createRedirectRules(root, folder) });
    const server = createListener({ handle, trustProxy, log });
    const port = await listen(server, options.port, host);
    const close = async (): Promise<void> => {
      await closeServer(server);
      await functions.settle();
      await database?.stop();
    };
    return { url: urlOf(host, port), port, functions: functions.descriptions, close };
  } catch (error) {
    await database?.stop();
    throw error;
  }
}
