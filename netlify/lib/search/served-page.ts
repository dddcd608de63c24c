import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { Html, html } from '#netlify/lib/html.ts';

/** The search page of a language as the build has written it. */
export interface ServedPage {
  readonly settings: SearchSettings;
  readonly page: string;
  /** What the CDN adds to every page: the policy and its like, which functions have to add themselves. */
  readonly headers: Headers;
}

/** Headers of a file that are not every page's. */
const ofTheFile: ReadonlySet<string> = new Set(
  'accept-ranges age cache-control cache-status connection content-encoding content-length content-type date etag keep-alive last-modified netlify-vary server transfer-encoding vary x-nf-request-id'.split(
    ' ',
  ),
);

/** Reads the page of a language, null being the default one. Answers null where there is none. */
export async function readServedPage(
  origin: string,
  locale: string | null,
): Promise<ServedPage | null> {
  const name = encodeURIComponent(locale ?? 'default');
  const [settings, page] = await Promise.all([
    fetch(`${origin}/pagefind/served/${name}.json`),
    fetch(`${origin}/pagefind/served/${name}.txt`),
  ]);
  if (!settings.ok || !page.ok) return null;
  const headers = new Headers([...page.headers].filter(([header]) => !ofTheFile.has(header)));
  // Written by the build that this function belongs to.
  return { settings: (await settings.json()) as SearchSettings, page: await page.text(), headers };
}

const results = /(<section id="results"[^>]*>)(?=<\/section>)/;
const box = /(<input\b[^>]* name="q")/;
const title = /(?<=<title>)/;

/** Writes what was asked and what was found into the page. */
export function fillPage(page: string, asked: string, found: Html): string {
  const value = html` value="${asked}"`.text;
  const heading = asked === '' ? '' : html`${asked} · `.text;
  return page
    .replace(title, () => heading)
    .replace(box, (input) => input + value)
    .replace(results, (section) => section + found.text);
}
