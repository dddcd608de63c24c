/**
 * The local twin of the published site: what Netlify would answer, answered by one process. A
 * library for tests and tools; `npm start` is its command.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCdn } from './cdn/cdn.ts';
import { type EmbeddedDatabase, startDatabase } from './database/embedded-database.ts';
import { loadFunctions } from './functions/functions.ts';
import { createHandler } from './handler.ts';
import { createInbox } from './inbox/inbox.ts';
import { closeServer, listen, urlOf } from './listen.ts';
import { createListener } from './listener.ts';
import { setLocalSettings } from './local-settings.ts';
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
  /** Whether answers of functions are kept as the CDN would, until they are purged: not unless told. */
  readonly keepsAnswers?: boolean;
  readonly log?: Log;
}

export interface Twin {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** What runs besides the flat files, for people to read. */
  readonly functions: readonly string[];
  /** Where mails can be read; null where they go to somebody else. */
  readonly inbox: string | null;
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
  const mode = options.database ?? 'memory';
  const settings = await setLocalSettings({ root, isKept: mode === 'disk' });
  let database: EmbeddedDatabase | null = null;
  const stop = async (): Promise<void> => {
    await settings.unset();
    await database?.stop();
  };
  try {
    // Before the functions: they make their database clients while they are imported.
    database = await startDatabase({ root, mode, log });
    const cdn = options.keepsAnswers === true ? createCdn() : null;
    const functions = await loadFunctions({ root, log, cdn });
    const site = new Site(root, folder, log);
    const { inboxFolder } = settings;
    // Behind a proxy every visitor seems to come from this machine.
    const hasInbox = inboxFolder !== null && !trustProxy;
    const inbox = hasInbox ? createInbox({ folder: inboxFolder, functions }) : null;
    const redirects = createRedirectRules(root, folder);
    const handle = createHandler({ site, functions, redirects, inbox, cdn });
    const server = createListener({ handle, trustProxy, log });
    const port = await listen(server, options.port, host);
    const close = async (): Promise<void> => {
      await closeServer(server);
      await functions.settle();
      await stop();
    };
    const url = urlOf(host, port);
    if (cdn !== null) settings.setPurgeUrl(url + cdn.purgePath);
    const inboxUrl = inbox === null ? null : `${url}/__inbox/`;
    return { url, port, functions: functions.descriptions, inbox: inboxUrl, close };
  } catch (error) {
    await stop();
    throw error;
  }
}
