/*
 * Contentful has a host for each of its APIs, and its own ones for spaces in Europe. A server of one's
 * own, for trying things out, has one for all.
 */

export type ContentfulApi = 'cdn' | 'preview' | 'api' | 'images';

const contentfulHost = /^(?:cdn|preview|api)\.(eu\.)?contentful\.com$/;

/**
 * Where an API is.
 *
 * @param host `CONTENTFUL_HOST`: with or without https, or null for Contentful's own.
 * @returns an origin; null where the host is no address
 */
export function contentfulOrigin(host: string | null, api: ContentfulApi): string | null {
  const url = host === null ? null : parse(host);
  if (host !== null && url === null) return null;
  const isContentfuls = url === null || contentfulHost.test(url.hostname);
  if (!isContentfuls) return url.origin;
  const [, region = ''] = contentfulHost.exec(url?.hostname ?? '') ?? [];
  const domain = api === 'images' ? 'ctfassets.net' : 'contentful.com';
  return `https://${api}.${region}${domain}`;
}

function parse(host: string): URL | null {
  const url = URL.parse(host.includes('://') ? host : `https://${host}`);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : null;
}
