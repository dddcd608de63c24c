import { randomBytes } from 'node:crypto';
import { contentfulOrigin } from '#src/shared/contentful-hosts.ts';
import { parseMailAddress } from '#netlify/lib/newsletter/mail-address.ts';

/*
 * Settings of the functions, read for each thing they are needed for: without mail a publication
 * still has its search. An error names the variable that is missing, and never what one holds.
 */

/** Something is not set up that is needed for what was asked. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** Whether this runs on the owner's machine, and not on Netlify. */
export function isLocal(): boolean {
  return read('AWS_LAMBDA_FUNCTION_NAME') === null;
}

/** Kept by those who started this process without one: what was signed before it is worth nothing. */
const secretOfThisProcess = randomBytes(32).toString('hex');

/** Signs links and forms. */
export function readSecret(): string {
  const secret = read('AUTH_SECRET');
  if (secret === null && isLocal()) return secretOfThisProcess;
  if (secret === null || secret.length < 32) {
    throw new SettingError('AUTH_SECRET is needed, at least 32 characters that nobody can guess.');
  }
  return secret;
}

/** The owner's own Postgres; null where Netlify's is used, or the embedded one. */
export function readDatabaseUrl(): string | null {
  return read('DATABASE_URL');
}

export type MailSettings =
  | { readonly kind: 'file'; readonly folder: string }
  | { readonly kind: 'smtp'; readonly url: string }
  | { readonly kind: 'resend'; readonly key: string; readonly baseUrl: string };

export function readMailSettings(): MailSettings {
  const transport = read('MAIL_TRANSPORT') ?? (isLocal() ? 'file' : null);
  if (transport === 'file') {
    return { kind: 'file', folder: read('BROADSHEET_INBOX') ?? '.netlify/inbox' };
  }
  if (transport === 'smtp')
    return { kind: 'smtp', url: needed('SMTP_URL', 'MAIL_TRANSPORT is smtp') };
  if (transport === 'resend') {
    const key = needed('RESEND_API_KEY', 'MAIL_TRANSPORT is resend');
    return { kind: 'resend', key, baseUrl: read('RESEND_BASE_URL') ?? 'https://api.resend.com' };
  }
  throw new SettingError(
    'MAIL_TRANSPORT is needed: file, smtp or resend. Without it no mail is sent.',
  );
}

/** Who mails come from, such as `The Small Paper <post@example.org>`; null where site.yaml says it. */
export function readMailFrom(): string | null {
  return read('MAIL_FROM');
}

/** Addresses of the publication's editors, as accounts have them. Without any nobody is one. */
export function readEditors(): ReadonlySet<string> {
  const addresses = (read('EDITORS') ?? '').split(',').map(parseMailAddress);
  return new Set(addresses.filter((one) => one !== null));
}

export interface GitHubSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where readers are sent, and where tokens come from. */
  readonly baseUrl: string;
  /** Where GitHub says who somebody is. */
  readonly apiUrl: string;
}

/** GitHub, to sign in by; null where it is not set up. */
export function readGitHubSettings(): GitHubSettings | null {
  const clientId = read('GITHUB_CLIENT_ID');
  if (clientId === null) return null;
  const clientSecret = needed('GITHUB_CLIENT_SECRET', 'GITHUB_CLIENT_ID is set');
  const own = read('GITHUB_BASE_URL')?.replace(/\/+$/u, '');
  return {
    clientId,
    clientSecret,
    baseUrl: own ?? 'https://github.com',
    // As GitHub Enterprise Server has it.
    apiUrl: own === undefined ? 'https://api.github.com' : `${own}/api/v3`,
  };
}

/** What the mail provider signs its messages with. */
export function readMailWebhookSecret(): string {
  return needed('MAIL_WEBHOOK_SECRET', 'the mail provider is to report bounces');
}

/** Where pictures of the publication's space at Contentful are; null where it has none. */
export function readContentfulPictures(): {
  readonly space: string;
  readonly origin: string;
} | null {
  const space = read('CONTENTFUL_SPACE_ID');
  if (space === null || !/^[\w-]{1,64}$/.test(space)) return null;
  const origin = contentfulOrigin(read('CONTENTFUL_HOST'), 'images');
  return origin === null ? null : { space, origin };
}

/** Which space is the publication's. */
export function readContentfulSpace(): { readonly space: string; readonly environment: string } {
  const space = needed('CONTENTFUL_SPACE_ID', 'Contentful tells of changes');
  return { space, environment: read('CONTENTFUL_ENVIRONMENT') ?? 'master' };
}

/** What Contentful signs its messages with. */
export function readContentfulWebhookSecret(): string {
  const secret = needed('CONTENTFUL_WEBHOOK_SECRET', 'Contentful is to tell of changes');
  if (secret.length !== 64) {
    throw new SettingError(
      'CONTENTFUL_WEBHOOK_SECRET has to be the 64 characters of the signing secret that Contentful shows under Settings, Webhooks, Settings.',
    );
  }
  return secret;
}

/** Where a build is asked for; null where none is wanted. Whoever knows the address can have one. */
export function readBuildHook(): URL | null {
  const address = read('NETLIFY_BUILD_HOOK_URL');
  return address === null ? null : trustedAddress(address, 'NETLIFY_BUILD_HOOK_URL');
}

/** What keeps pages on the owner's machine, and takes tags to forget; null where nothing does. */
export function readLocalPurge(): URL | null {
  const address = isLocal() ? read('BROADSHEET_PURGE_URL') : null;
  return address === null ? null : trustedAddress(address, 'BROADSHEET_PURGE_URL');
}

/** An address that only its owner can listen at. */
function trustedAddress(address: string, name: string): URL {
  const url = URL.parse(address);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url;
  throw new SettingError(`${name} has to be an address that begins with https://.`);
}

function needed(name: string, because: string): string {
  const value = read(name);
  if (value === null) throw new SettingError(`${name} is needed, because ${because}.`);
  return value;
}

/** Empty variables are none. */
function read(name: string): string | null {
  return process.env[name]?.trim() || null;
}
