import type { Context } from '@netlify/functions';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { originOf } from '#netlify/lib/origin.ts';

/*
 * The site that the functions belong to: what the build wrote for them, fetched from it and kept for
 * half a minute.
 */

export interface NewsletterSite {
  /** Where its files are fetched. */
  readonly origin: string;
  /** Whether this may send mail: the published site may, and the owner's machine; no preview. */
  readonly mayMail: boolean;
  /** Whether links in mails lead to where the files are, and not to where the publication says it is. */
  readonly isLocal: boolean;
}

/** What the build wrote cannot be had. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

export function siteOf(request: Request, context: Context): NewsletterSite {
  const { context: kind, published } = context.deploy;
  return {
    origin: originOf(request, context),
    mayMail: kind === 'production' || kind === 'dev',
    // A server of the owner's, behind their proxy, is the publication and not their own machine.
    isLocal: kind === 'dev' && !published,
  };
}

/** The same for what Netlify's clock calls, which is asked under no name of the site. */
export function publishedSite(request: Request, context: Context): NewsletterSite {
  return { ...siteOf(request, context), origin: new URL(context.site.url ?? request.url).origin };
}

/** Where links in mails lead. */
export function addressOf(site: NewsletterSite, { url }: NewsletterSettings): string {
  return site.isLocal ? site.origin : url;
}

/** The origins that pages of this site have: where this was asked, and where the publication is. */
export async function ownOriginsOf(request: Request, site: NewsletterSite): Promise<string[]> {
  const { url } = await readSettings(site, null);
  return [new URL(request.url).origin, site.origin, new URL(url).origin];
}

const servedSettings = '/newsletter/served.json';

/**
 * The settings for a language; those of the default one where it is null or not one of the site's:
 * strangers name languages, and nothing is fetched in their words.
 *
 * @throws Refusal where the site has no newsletter
 */
export async function readSettings(
  site: NewsletterSite,
  locale: string | null,
): Promise<NewsletterSettings> {
  const settings = await readSettingsFile(site, servedSettings);
  const own = settings?.locales.find(({ code, isDefault }) => code === locale && !isDefault);
  const other = own && (await readSettingsFile(site, `/${own.code}/newsletter/served.json`));
  if (settings === null) throw new Refusal(404, 'no_newsletter', 'This site has no newsletter.');
  return other ?? settings;
}

/** Whether the site has a newsletter, as far as one can know: where it says nothing, it may have one. */
export async function hasNewsletter(site: NewsletterSite): Promise<boolean> {
  // Whoever reads the settings next is told why they cannot be had.
  const settings = await readSettingsFile(site, servedSettings).catch(() => undefined);
  return settings !== null;
}

async function readSettingsFile(
  site: NewsletterSite,
  path: string,
): Promise<NewsletterSettings | null> {
  const file = await readFile(site, path);
  if (file === null) return null;
  // Written by the build that this function belongs to.
  const settings = parsed.get(file) ?? (JSON.parse(file.text) as NewsletterSettings);
  parsed.set(file, settings);
  return settings;
}

/** They hold the mails, some 100 kB, and are asked for with every batch and every page. */
const parsed = new WeakMap<SiteFile, NewsletterSettings>();

/** The page that functions write into, in the language of `settings`, and what every page is sent with. */
export async function readShell(
  site: NewsletterSite,
  { locale, isDefault }: Pick<NewsletterSettings, 'locale' | 'isDefault'>,
): Promise<SiteFile> {
  const shell = await readFile(site, `${isDefault ? '' : `/${locale}`}/newsletter/served.txt`);
  if (shell === null) throw new SiteError('The page for the newsletter is not there.');
  return shell;
}

export interface SiteFile {
  readonly text: string;
  readonly headers: Headers;
}

const keptForInMilliseconds = 30_000;

const kept = new Map<string, { readonly until: number; readonly file: Promise<SiteFile | null> }>();

/** Has files fetched anew: whoever has just changed them knows. */
export function forgetFiles(): void {
  kept.clear();
}

/** A file of the site; null where it has none. */
export function readFile({ origin }: NewsletterSite, path: string): Promise<SiteFile | null> {
  const url = origin + path;
  const before = kept.get(url);
  if (before && before.until > Date.now()) return before.file;
  const file = fetchFile(url);
  kept.set(url, { until: Date.now() + keptForInMilliseconds, file });
  const forget = (): boolean => kept.delete(url);
  // What is not there is named by strangers, as often as they like.
  file.then((found) => found ?? forget(), forget);
  return file;
}

async function fetchFile(url: string): Promise<SiteFile | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (response.status === 404) return null;
    if (!response.ok) throw new SiteError(`The site answers ${response.status}.`);
    return { text: await response.text(), headers: response.headers };
  } catch (cause) {
    if (cause instanceof SiteError) throw cause;
    throw new SiteError('The site cannot be reached.', { cause });
  }
}
