import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RedirectsHandler } from '@netlify/redirects';
import { Reloaded } from './reloaded.ts';
import { onThisSite } from './request-target.ts';

/** What `_redirects` and netlify.toml say about a request. */
export interface RedirectMatch {
  /** Wins over a file of the site that has this path. */
  readonly isForced: boolean;
  readonly status: number;
  /** Absolute; on the site's own origin unless `isElsewhere`. */
  readonly target: URL;
  readonly isElsewhere: boolean;
  /** Headers of a rule, for the server that is asked in the reader's name. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RedirectRules {
  match: (request: Request) => Promise<RedirectMatch | null>;
}

export function createRedirectRules(root: string, folder: string): RedirectRules {
  const config = join(root, 'netlify.toml');
  const sources = [join(folder, '_redirects'), join(root, '_redirects'), config];
  const handler = new Reloaded(sources, async () => {
    const configPath = existsSync(config) ? config : undefined;
    return new RedirectsHandler({
      configPath,
      configRedirects: [],
      jwtRoleClaim: '',
      jwtSecret: '',
      projectDir: root,
      publicDir: folder,
    });
  });
  return { match: async (request) => findMatch(await handler.get(), request) };
}

async function findMatch(
  handler: RedirectsHandler,
  request: Request,
): Promise<RedirectMatch | null> {
  const match = await handler.match(request);
  if (match === undefined) return null;
  if (match.error !== undefined) throw match.error;
  return {
    isForced: match.force,
    status: match.statusCode,
    target: match.external ? match.target : keptOnSite(match.target, match.targetRelative, request),
    isElsewhere: match.external,
    headers: match.headers,
  };
}

/** `/old/* /:splat` makes `//elsewhere/` of `/old//elsewhere/`: a path, whatever it looks like. */
function keptOnSite(target: URL, relative: string, request: Request): URL {
  const { origin } = new URL(request.url);
  if (target.origin === origin) return target;
  return new URL(`${origin}${onThisSite(relative)}`);
}
