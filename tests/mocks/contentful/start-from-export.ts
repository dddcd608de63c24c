import { randomBytes } from 'node:crypto';
import { readExport } from './read-export.ts';
import { previewToken, startContentful, token, type ContentfulServer } from './server.ts';

/** A space on this machine, and what a publication is told to find it. */
export interface StandIn {
  readonly server: ContentfulServer;
  /** `CONTENTFUL_…`, as they would be set. */
  readonly environment: Readonly<Record<string, string>>;
  readonly published: number;
  /** Tells a site of changes from now on. */
  readonly tell: (url: string) => void;
}

/**
 * Starts it with what an export holds.
 *
 * @throws {ExportError}
 */
export async function startFromExport(text: string): Promise<StandIn> {
  const { id, locales, contentTypes, ...items } = readExport(text);
  const server = await startContentful(locales, { id, contentTypes, pageSize: 1000 });
  server.fill(items);
  const secret = randomBytes(32).toString('hex');
  return {
    server,
    environment: {
      CONTENTFUL_SPACE_ID: id,
      CONTENTFUL_ENVIRONMENT: 'master',
      CONTENTFUL_DELIVERY_TOKEN: token,
      CONTENTFUL_PREVIEW_TOKEN: previewToken,
      CONTENTFUL_HOST: server.url,
      CONTENTFUL_WEBHOOK_SECRET: secret,
    },
    published: items.published.length,
    tell: (url) => server.tell({ url, secret }),
  };
}
