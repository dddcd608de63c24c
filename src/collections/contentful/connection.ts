import { createClient, type ContentfulClientApi } from 'contentful';
import { contentfulOrigin } from '#src/shared/contentful-hosts.ts';

/** Which space is read, and how. */
export interface ContentfulConnection {
  readonly space: string;
  readonly environment: string;
  readonly token: string;
  /** Origin of the Delivery API; null for Contentful's own. */
  readonly host: string | null;
  /** How often a request is sent again that failed for a reason that may pass. Default: 5. */
  readonly retries?: number;
  /** Milliseconds an answer may take. Default: 30,000. */
  readonly timeout?: number;
}

/** What is set for Contentful is not enough, or cannot be right. */
export class ContentfulSettingsError extends Error {
  override readonly name = 'ContentfulSettingsError';
}

/** What the connection is read from. */
export const contentfulVariables = [
  'CONTENTFUL_SPACE_ID',
  'CONTENTFUL_ENVIRONMENT',
  'CONTENTFUL_DELIVERY_TOKEN',
  'CONTENTFUL_PREVIEW_TOKEN',
  'CONTENTFUL_HOST',
] as const;

/** Variables of the environment, read by whoever may read them. */
export type ContentfulVariables = Readonly<Record<string, string | undefined>>;

/** Reads the connection from `CONTENTFUL_*`; null where the publication has no space. */
export function readConnection(variables: ContentfulVariables): ContentfulConnection | null {
  const read = (name: string): string | null => variables[name]?.trim() || null;
  const space = read('CONTENTFUL_SPACE_ID');
  if (space === null) return null;
  const token = read('CONTENTFUL_DELIVERY_TOKEN');
  if (token === null) {
    throw new ContentfulSettingsError(
      'CONTENTFUL_DELIVERY_TOKEN is needed, because CONTENTFUL_SPACE_ID is set. It is in Contentful under Settings, API keys.',
    );
  }
  const host = read('CONTENTFUL_HOST');
  return {
    space,
    environment: read('CONTENTFUL_ENVIRONMENT') ?? 'master',
    token,
    host: host === null ? null : originOf(host),
  };
}

/**
 * The same for drafts, which another host answers with another token; null where that is not set.
 *
 * @see https://www.contentful.com/developers/docs/references/content-preview-api/
 */
export function readPreviewConnection(variables: ContentfulVariables): ContentfulConnection | null {
  const token = variables['CONTENTFUL_PREVIEW_TOKEN']?.trim();
  const connection = token ? readConnection(variables) : null;
  if (!token || !connection) return null;
  return { ...connection, token, host: contentfulOrigin(connection.host, 'preview') };
}

function originOf(host: string): string {
  const origin = contentfulOrigin(host, 'cdn');
  if (origin !== null) return origin;
  throw new ContentfulSettingsError(
    'CONTENTFUL_HOST is no address. One such as https://cdn.eu.contentful.com is, or none for Contentful’s own.',
  );
}

/** A client of the Contentful SDK, which sends again what was refused for a while. */
export function openClient(connection: ContentfulConnection): ContentfulClientApi<undefined> {
  const { space, environment, token, host, retries = 5, timeout = 30_000 } = connection;
  return createClient({
    space,
    environment,
    accessToken: token,
    ...(host === null ? {} : { host: new URL(host).host, insecure: host.startsWith('http:') }),
    retryOnError: retries > 0,
    retryLimit: retries,
    timeout,
    // It would print what it waits for; the build says what came of it.
    logHandler: () => undefined,
  });
}
