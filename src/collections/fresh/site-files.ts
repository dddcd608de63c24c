import type { FreshSettings } from './fresh-settings.ts';
import {
  articlePath,
  flatCopyPath,
  flatMarkdownPath,
  freshSettingsPath,
  scopeOfPath,
  type LocaleScope,
} from '#src/shared/paths.ts';

/** What the build wrote cannot be had. */
export class SiteFileError extends Error {
  override readonly name = 'SiteFileError';
}

/** What the build made of an article. */
export interface FlatCopy {
  /** Its page. */
  readonly html: string;
  /** The entry that it was. */
  readonly id: string;
  /** Of what it was made. */
  readonly version: string;
}

/** Fetches the page that the build made of an article; null where it made none. */
export async function readFlatCopy(
  origin: string,
  scope: LocaleScope,
  slug: string,
): Promise<FlatCopy | null> {
  const html = await fetchText(origin + flatCopyPath(articlePath(scope, slug)));
  const [, id, version] =
    /<meta name="version" content="([\w.-]{1,64}) ([\da-f]{32})">/.exec(html ?? '') ?? [];
  return html !== null && id !== undefined && version !== undefined ? { html, id, version } : null;
}

export function readFlatMarkdown(
  origin: string,
  locale: string | null,
  slug: string,
): Promise<string | null> {
  return fetchText(origin + flatMarkdownPath(articlePath(scopeOfPath(locale), slug)));
}

/**
 * Answers that nothing is there, with the site's own page: Astro's adapter knows it only where there
 * is no route.
 */
export async function answerNotFound(
  origin: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const page = await fetchText(`${origin}/404.html`).catch(() => null);
  const type = page === null ? 'text/plain; charset=utf-8' : htmlType;
  return new Response(page ?? 'Nothing is here.\n', {
    status: 404,
    headers: { ...headers, 'Content-Type': type },
  });
}

export const htmlType = 'text/html; charset=utf-8';

const keptForInMilliseconds = 30_000;
const mostKept = 50;
const kept = new Map<
  string,
  { readonly until: number; readonly settings: Promise<FreshSettings | null> }
>();

/** Fetches what pages of a language are made with; null where there is no such language. */
export function readFreshSettings(
  origin: string,
  locale: string | null,
): Promise<FreshSettings | null> {
  // Which language is the default one is written in that file.
  const url = origin + freshSettingsPath(scopeOfPath(locale));
  const before = kept.get(url);
  if (before && before.until > Date.now()) return before.settings;
  const settings = fetchText(url).then((text) =>
    // Written by the build that this function belongs to.
    text === null ? null : (JSON.parse(text) as FreshSettings),
  );
  // Strangers name languages.
  if (kept.size >= mostKept) kept.clear();
  kept.set(url, { until: Date.now() + keptForInMilliseconds, settings });
  settings.catch(() => kept.delete(url));
  return settings;
}

async function fetchText(url: string): Promise<string | null> {
  try {
    const response = await fetch(encodeURI(url), {
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 404) return null;
    if (response.ok) return await response.text();
    throw new SiteFileError(`The site answers ${response.status}.`);
  } catch (cause) {
    if (cause instanceof SiteFileError) throw cause;
    throw new SiteFileError('The site cannot be reached.', { cause });
  }
}
