import type { AccountSettings } from '#src/shared/accounts/account-settings.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import {
  readFile,
  SiteError,
  type NewsletterSite,
  type SiteFile,
} from '#netlify/lib/newsletter/newsletter-site.ts';
import type { AuthPlace } from './auth.ts';
import { hasSecureCookies } from './session-cookie.ts';

/* What the build wrote for accounts: their settings and the page that functions write into. */

/** The site that accounts belong to; the newsletter's is the same. */
export type AccountSite = NewsletterSite;

/**
 * The settings for a language; those of the default one where it is null or not one of the site's.
 *
 * @throws Refusal where the site has no accounts
 */
export async function readAccountSettings(
  site: AccountSite,
  locale: string | null,
): Promise<AccountSettings> {
  const settings = await readSettingsFile(site, '/account/served.json');
  if (settings === null) throw new Refusal(404, 'no_accounts', 'This site has no accounts.');
  const own = settings.locales.find(({ code, isDefault }) => code === locale && !isDefault);
  const other = own && (await readSettingsFile(site, `/${own.code}/account/served.json`));
  return other ?? settings;
}

/** They hold the mails, and are asked for with every page. */
const parsed = new WeakMap<SiteFile, AccountSettings>();

async function readSettingsFile(site: AccountSite, path: string): Promise<AccountSettings | null> {
  const file = await readFile(site, path);
  if (file === null) return null;
  // Written by the build that this function belongs to.
  const settings = parsed.get(file) ?? (JSON.parse(file.text) as AccountSettings);
  parsed.set(file, settings);
  return settings;
}

/** The page that functions write into. */
export async function readAccountShell(
  site: AccountSite,
  settings: AccountSettings,
): Promise<SiteFile> {
  const shell = await readFile(site, `${accountPath(settings)}served.txt`);
  if (shell === null) throw new SiteError('The page for accounts is not there.');
  return shell;
}

/** `/account/`, or `/<locale>/account/`. */
export function accountPath({
  locale,
  isDefault,
}: Pick<AccountSettings, 'locale' | 'isDefault'>): string {
  return `${isDefault ? '' : `/${locale}`}/account/`;
}

/**
 * Where accounts are, by what the publication says of itself. Nobody is asked under which name they
 * came: links in mails and the way back from GitHub would lead wherever a stranger wants. On the
 * owner's machine there are three names, and cookies stay with the one that was used.
 */
export async function placeOf(request: Request, site: AccountSite): Promise<Required<AuthPlace>> {
  const isSecure = hasSecureCookies(request);
  if (site.isLocal) return { isSecure, address: localAddress(request, site) };
  const { url } = await readAccountSettings(site, null);
  return { isSecure, address: new URL(url).origin };
}

function localAddress(request: Request, site: AccountSite): string {
  const { origin, hostname, port } = new URL(request.url);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isLoopback && port === new URL(site.origin).port ? origin : site.origin;
}
