import type { Context } from '@netlify/functions';

/**
 * Where files of the site are. Netlify calls functions for its own hosts only; the local
 * server is asked by whatever name a stranger writes into the request, so it says where it is.
 */
export function originOf(request: Request, { deploy, site }: Context): string {
  const own = deploy.context === 'dev' ? site.url : undefined;
  return new URL(own ?? request.url).origin;
}
