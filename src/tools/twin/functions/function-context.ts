import type { Context } from '@netlify/functions';
import type { Log } from '#src/tools/twin/log.ts';
import type { Visit } from '#src/tools/twin/visit.ts';
import type { CookieJar } from './cookies.ts';

interface ContextParts {
  readonly visit: Visit;
  readonly params: Record<string, string>;
  readonly jar: CookieJar;
  readonly waitUntil: (promise: Promise<unknown>) => void;
  readonly log: Log;
}

/** What a function is told besides the request; there is no geography on one's own machine. */
export function createContext({ visit, params, jar, waitUntil, log }: ContextParts): Context {
  const { ip, isPublished, ownOrigin, requestId, target } = visit;
  return {
    account: { id: '' },
    cookies: jar.cookies,
    deploy: { context: 'dev', id: '0', published: isPublished },
    geo: {},
    ip,
    json: (input) => Response.json(input),
    log: (...data: unknown[]) => log.info(data.map(String).join(' ')),
    next: onlyAtTheEdge,
    params,
    rewrite: async (to) => fetch(new URL(to, target.url)),
    requestId,
    server: { region: 'local' },
    site: { id: '0', name: 'local', url: ownOrigin },
    url: new URL(target.url),
    waitUntil,
  };
}

async function onlyAtTheEdge(): Promise<Response> {
  throw new Error('context.next() is for edge functions.');
}
