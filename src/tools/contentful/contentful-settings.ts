import { contentfulOrigin } from '#src/shared/contentful-hosts.ts';
import { readConnection } from '#src/collections/contentful/connection.ts';
import { emptySite, readSite } from '#src/collections/reading/read-settings.ts';
import { ContentError, type Problem } from '#src/collections/reading/problems.ts';
import { mappingOf } from '#src/collections/contentful/reading.ts';
import type { ContentfulMapping } from '#src/collections/schemas/contentful.ts';
import type { TypesSource } from './space-types.ts';

/** What is set is not enough for what was asked. */
export class SettingsMissing extends Error {
  override readonly name = 'SettingsMissing';
}

/** Where content types are read and changed: null without a token for that. */
export function readManagement(): TypesSource | null {
  const token = read('CONTENTFUL_MANAGEMENT_TOKEN');
  if (token === null) return null;
  const space = needed('CONTENTFUL_SPACE_ID');
  const environment = read('CONTENTFUL_ENVIRONMENT') ?? 'master';
  const origin = contentfulOrigin(read('CONTENTFUL_HOST'), 'api');
  if (origin === null) throw new SettingsMissing('CONTENTFUL_HOST is no address.');
  return { origin, space, environment, token, tokenName: 'CONTENTFUL_MANAGEMENT_TOKEN' };
}

/** Where a build reads them. */
export function readDelivery(): TypesSource {
  const connection = readConnection(process.env);
  if (!connection) {
    throw new SettingsMissing('CONTENTFUL_SPACE_ID is needed: .env.example says what it is.');
  }
  const { host, space, environment, token } = connection;
  const origin = host ?? 'https://cdn.contentful.com';
  return { origin, space, environment, token, tokenName: 'CONTENTFUL_DELIVERY_TOKEN' };
}

export interface PublicationSettings {
  /** How the space is read. */
  readonly mapping: ContentfulMapping;
  /** Where readers find it. */
  readonly url: string;
}

/** What site.yaml says, or what is so where it says nothing. */
export async function readPublication(contentFolder: string): Promise<PublicationSettings> {
  const problems: Problem[] = [];
  const written = await readSite({
    contentFolder,
    report: (problem) => problems.push(problem),
    siteUrl: read('SITE_URL') ?? undefined,
  });
  if (problems.length > 0) throw new ContentError(contentFolder, problems);
  const { url, contentful } = written?.site ?? emptySite;
  return { mapping: mappingOf({ contentful }), url };
}

export function needed(name: string): string {
  const value = read(name);
  if (value === null) throw new SettingsMissing(`${name} is needed: .env.example says what it is.`);
  return value;
}

export function read(name: string): string | null {
  return process.env[name]?.trim() || null;
}
