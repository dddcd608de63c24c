import { TwinError } from '#src/tools/twin/twin-error.ts';
import type { LoadedFunction } from './function-module.ts';

/** When a function is called, by Netlify's rules. */
export interface FunctionRoutes {
  readonly function: LoadedFunction;
  readonly patterns: readonly URLPattern[];
  readonly excluded: readonly URLPattern[];
  readonly methods: readonly string[];
}

export interface RouteMatch {
  readonly function: LoadedFunction;
  readonly params: Record<string, string>;
  readonly prefersStatic: boolean;
}

export function readRoutes(loaded: LoadedFunction): FunctionRoutes {
  const { name, config } = loaded;
  return {
    function: loaded,
    patterns: toPatterns(name, config.path),
    excluded: toPatterns(name, config.excludedPath),
    methods: [config.method ?? []].flat().map((method) => method.toUpperCase()),
  };
}

function toPatterns(name: string, paths: string | readonly string[] | undefined): URLPattern[] {
  return [paths ?? []].flat().map((pathname) => {
    try {
      if (!pathname.startsWith('/')) throw new TypeError('it does not begin with a slash');
      return new URLPattern({ pathname }, { ignoreCase: true });
    } catch (cause) {
      throw new TwinError(`Function ${name}: the path ${pathname} is no route.`, { cause });
    }
  });
}

/** The first function whose route has this path; literal routes are asked before patterns. */
export function matchRoute(
  all: readonly FunctionRoutes[],
  pathname: string,
  method: string,
): RouteMatch | null {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  for (const routes of all) {
    if (routes.methods.length > 0 && !routes.methods.includes(method)) continue;
    if (routes.excluded.some((pattern) => pattern.test({ pathname: path }))) continue;
    const params = paramsOf(routes.patterns, path);
    if (params === null) continue;
    const prefersStatic = routes.function.config.preferStatic ?? false;
    return { function: routes.function, params, prefersStatic };
  }
  return null;
}

function paramsOf(patterns: readonly URLPattern[], path: string): Record<string, string> | null {
  const matching = patterns.find((pattern) => pattern.test({ pathname: path }));
  if (matching === undefined) return null;
  // The platform finds the function whatever the case, and then reads the parameters strictly.
  const strict = new URLPattern({ pathname: matching.pathname });
  const groups = Object.entries(strict.exec({ pathname: path })?.pathname.groups ?? {});
  return Object.fromEntries(
    groups.filter((group): group is [string, string] => group[1] !== undefined),
  );
}

const defaultPath = /^\/\.netlify\/functions\/([^/]+)/;

/** `/.netlify/functions/<name>`, for functions that name no path of their own. */
export function matchDefaultPath(
  all: readonly FunctionRoutes[],
  pathname: string,
): RouteMatch | null {
  const name = defaultPath.exec(pathname)?.[1];
  const routes = all.find((candidate) => candidate.function.name === name);
  if (routes === undefined || routes.patterns.length > 0) return null;
  // Only the platform's clock calls these.
  if (routes.function.config.schedule !== undefined) return null;
  return { function: routes.function, params: {}, prefersStatic: false };
}
