import { pathToFileURL } from 'node:url';
import type { Config, Context } from '@netlify/functions';
import { TwinError } from '#src/tools/twin/twin-error.ts';
import type { FunctionFile } from './function-files.ts';

export type FunctionHandler = (request: Request, context: Context) => unknown;

export interface LoadedFunction {
  readonly name: string;
  readonly handler: FunctionHandler;
  readonly config: FunctionConfig;
}

/** The part of a function's `config` that decides when it is called. */
export interface FunctionConfig {
  readonly path?: Config['path'];
  readonly excludedPath?: Config['excludedPath'];
  readonly method?: Config['method'];
  readonly preferStatic?: boolean;
  readonly schedule?: string;
  readonly background?: boolean;
}

/** Imports a function into this process; Node strips the types. `version` asks for a fresh one. */
export async function loadFunction({
  name,
  path,
  version,
}: FunctionFile & { version?: string }): Promise<LoadedFunction> {
  const module = await importModule(path, version);
  const exported = module['default'];
  const handler = readHandler(exported);
  if (handler === null) {
    throw new TwinError(
      `${path} exports no function. It needs: export default async (request, context) => new Response()`,
    );
  }
  const config = readConfig(module['config'] ?? propertyOf(exported, 'config'));
  // Netlify goes by the name as well.
  const background = config.background === true || name.endsWith('-background');
  return { name, handler, config: { ...config, background } };
}

async function importModule(path: string, version?: string): Promise<Record<string, unknown>> {
  const url = pathToFileURL(path);
  // Modules are kept by URL: another version needs another one.
  if (version !== undefined) url.searchParams.set('version', version);
  try {
    return await import(/* @vite-ignore */ url.href);
  } catch (cause) {
    throw new TwinError(`${path} could not be loaded: ${String(cause)}`, { cause });
  }
}

/** A function, or an object with `fetch`: Netlify takes both. */
function readHandler(exported: unknown): FunctionHandler | null {
  const candidate = typeof exported === 'function' ? exported : propertyOf(exported, 'fetch');
  if (typeof candidate !== 'function') return null;
  // A function's parameters cannot be seen from outside; this is the contract it is written to.
  return (request, context) => Reflect.apply(candidate, exported, [request, context]);
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Checked by the function's own types (`satisfies Config`) and by Netlify's bundler. */
function readConfig(config: unknown): FunctionConfig {
  return typeof config === 'object' && config !== null ? config : {};
}
