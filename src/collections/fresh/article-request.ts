import type { APIContext } from 'astro';
import { contentfulVariables } from '#src/collections/contentful/connection.ts';
import type { ArticleRequest } from './answer-fresh.ts';

/** The part of Netlify's context that says where the site's own files are. */
interface NetlifyLocals {
  readonly netlify?: {
    readonly context?: {
      readonly deploy?: { readonly context?: string };
      readonly site?: { readonly url?: string };
    };
  };
}

/**
 * Reads which article a route is asked for. Netlify calls functions for its own hosts only; the local
 * server is asked by whatever name a stranger writes into the request, so it says where it is.
 */
export function requestOf(
  { params, request, locals }: Pick<APIContext, 'params' | 'request' | 'locals'>,
  readVariable: (name: string) => string | undefined,
): ArticleRequest {
  // Astro's adapter puts it there, and tells nobody its type.
  const { context } = (locals as NetlifyLocals).netlify ?? {};
  const own = context?.deploy?.context === 'dev' ? context.site?.url : undefined;
  return {
    origin: new URL(own ?? request.url).origin,
    locale: params['locale'],
    slug: params['slug'],
    variables: Object.fromEntries(
      [...contentfulVariables, 'CONTENTFUL_WEBHOOK_SECRET', 'AUTH_SECRET'].map((name) => [
        name,
        readVariable(name),
      ]),
    ),
  };
}
