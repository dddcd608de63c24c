import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '@netlify/functions';

const currentContext = new AsyncLocalStorage<Context>();

/** Runs `act` so that `Netlify.context` is `context` in all that it begins. */
export function withContext<Result>(context: Context, act: () => Result): Result {
  return currentContext.run(context, act);
}

/** The global `Netlify` that functions find on the platform. */
export function installNetlifyGlobal(): void {
  globalThis.Netlify = {
    get context() {
      return currentContext.getStore() ?? null;
    },
    env: {
      delete: (name) => {
        delete process.env[name];
      },
      get: (name) => process.env[name],
      has: (name) => process.env[name] !== undefined,
      set: (name, value) => {
        process.env[name] = value;
      },
      toObject: () => definedOnly(process.env),
    },
  };
}

function definedOnly(variables: NodeJS.ProcessEnv): Record<string, string> {
  const pairs = Object.entries(variables);
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
