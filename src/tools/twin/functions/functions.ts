import { join } from 'node:path';
import type { Cdn } from '#src/tools/twin/cdn/cdn.ts';
import type { Log } from '#src/tools/twin/log.ts';
import type { Reply } from '#src/tools/twin/reply.ts';
import type { Visit } from '#src/tools/twin/visit.ts';
import { callFunction, type CallSurroundings } from './call-function.ts';
import { callOfClock } from './clock.ts';
import { findFunctionFiles } from './function-files.ts';
import { loadFunction } from './function-module.ts';
import { installNetlifyGlobal } from './netlify-global.ts';
import { createOnDemandRoutes } from './on-demand.ts';
import {
  type FunctionRoutes,
  matchDefaultPath,
  matchRoute,
  readRoutes,
  type RouteMatch,
} from './routes.ts';

export interface ScheduledFunction {
  readonly name: string;
  /** For example `@daily` or `30 6 * * 1`. */
  readonly schedule: string;
}

export interface Functions {
  /** For people to read. */
  readonly descriptions: readonly string[];
  match: (url: URL, method: string) => RouteMatch | null;
  call: (match: RouteMatch, visit: Visit) => Promise<Reply>;
  /** Astro's answer; null if no route of the site is rendered on demand. */
  answerOnDemand: (visit: Visit) => Promise<Reply | null>;
  /** What Netlify's clock calls; there is none here. */
  readonly scheduled: readonly ScheduledFunction[];
  /** Calls a scheduled function as the clock would; null if there is none of this name. */
  runScheduled: (name: string, ownOrigin: string) => Promise<Reply | null>;
  /** Waits for what functions began with `waitUntil`, though not for ever. */
  settle: () => Promise<void>;
}

export async function loadFunctions({
  root,
  log,
  cdn = null,
}: {
  readonly root: string;
  readonly log: Log;
  readonly cdn?: Cdn | null;
}): Promise<Functions> {
  installNetlifyGlobal();
  const routes = await loadRoutes(join(root, 'netlify', 'functions'));
  const onDemand = createOnDemandRoutes(root);
  const background = createBackground(log);
  const surroundings: CallSurroundings = { log, waitUntil: background.add, cdn };
  return {
    descriptions: routes.map(describe),
    match: ({ pathname }, method) =>
      matchDefaultPath(routes, pathname) ?? matchRoute(routes, pathname, method),
    call: async ({ function: loaded, params }, visit) =>
      callFunction({ function: loaded, params, visit }, surroundings),
    answerOnDemand: async (visit) => {
      // The platform's own addresses are never pages.
      if (visit.target.url.pathname.startsWith('/.netlify/functions/')) return null;
      const loaded = await onDemand.get();
      if (loaded === null) return null;
      return callFunction({ function: loaded, params: {}, visit }, surroundings);
    },
    scheduled: routes.flatMap(({ function: { name, config } }) =>
      config.schedule === undefined ? [] : [{ name, schedule: config.schedule }],
    ),
    runScheduled: async (name, ownOrigin) => {
      const loaded = routes.find(({ function: one }) => one.name === name)?.function;
      if (loaded?.config.schedule === undefined) return null;
      const visit = callOfClock(name, ownOrigin, new Date());
      return callFunction({ function: loaded, params: {}, visit }, surroundings);
    },
    settle: background.settle,
  };
}

async function loadRoutes(folder: string): Promise<FunctionRoutes[]> {
  const routes: FunctionRoutes[] = [];
  // One after another, so that the first broken one is the one that is named.
  for (const file of await findFunctionFiles(folder))
    routes.push(readRoutes(await loadFunction(file)));
  return routes.toSorted((a, b) => Number(isPattern(a)) - Number(isPattern(b)));
}

function isPattern({ patterns }: FunctionRoutes): boolean {
  return patterns.some(({ pathname }) => /[:*({]/.test(pathname));
}

function describe({ function: { name, config }, patterns, methods }: FunctionRoutes): string {
  if (config.schedule !== undefined) return `${name}: scheduled (${config.schedule}), not run here`;
  const paths = patterns.map(({ pathname }) => pathname);
  const where = paths.length > 0 ? paths.join(', ') : `/.netlify/functions/${name}`;
  return `${name}: ${[methods.join('|'), where].filter(Boolean).join(' ')}`;
}

const longestSettlingInMilliseconds = 10_000;

interface Background {
  add: (promise: Promise<unknown>) => void;
  settle: () => Promise<void>;
}

function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    add: (promise) => {
      const watched = Promise.resolve(promise)
        .then(() => undefined)
        .catch((error: unknown) => log.error('Work after an answer failed', error))
        .finally(() => running.delete(watched));
      running.add(watched);
    },
    settle: async () => {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, longestSettlingInMilliseconds);
      await Promise.race([Promise.all(running), late]);
      clearTimeout(timer);
    },
  };
}
