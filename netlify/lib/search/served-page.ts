import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { IndexError } from '#src/shared/search/search-answer.ts';
import { pageHeadersOf } from '#netlify/lib/page-headers.ts';
import { pageTitle } from '#src/shared/search/results-in-words.ts';
import { Html, html } from '#src/shared/html.ts';

/** The search page of a language as the build has written it. */
export interface ServedPage {
  readonly settings: SearchSettings;
  readonly page: string;
  /** What the CDN adds to every page: the policy and its like, which functions have to add themselves. */
  readonly headers: Headers;
}

/**
 * Reads the page of a language, null being the default one. Answers null where there is none.
 *
 * @throws IndexError where it cannot be had
 */
export async function readServedPage(
  origin: string,
  locale: string | null,
): Promise<ServedPage | null> {
  if (locale === defaultName) return null;
  const name = encodeURIComponent(locale ?? defaultName);
  const [settings, page] = await Promise.all([
    fetchFile(`${origin}/pagefind/served/${name}.json`),
    fetchFile(`${origin}/pagefind/served/${name}.txt`),
  ]);
  if (settings === null || page === null) return null;
  // Written by the build that this function belongs to.
  const read = (await settings.json()) as SearchSettings;
  return { settings: read, page: await page.text(), headers: pageHeadersOf(page.headers) };
}

/** What the files of the default language are called, which has no prefix. */
const defaultName = 'default';

async function fetchFile(url: string): Promise<Response | null> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new IndexError('unreachable', { cause });
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new IndexError('unreachable');
  return response;
}

const results = /(<section id="results"[^>]*>)(?=<\/section>)/;
const box = /(<input\b[^>]* name="q")/;
const titleElement = /<title>([^<]*)<\/title>/;

/** Writes what was asked and what was found into the page. */
export function fillPage({ page, settings }: ServedPage, asked: string, found: Html): string {
  const value = html` value="${asked}"`.text;
  return page
    .replace(titleElement, (whole, title: string) =>
      asked.trim() === '' ? whole : titled(new Html(title), asked, settings),
    )
    .replace(box, (input) => input + value)
    .replace(results, (section) => section + found.text);
}

/** Names what was asked in the title, and leaves the page's own for the island, which renames it. */
function titled(own: Html, asked: string, settings: SearchSettings): string {
  const [before = '', after = ''] = pageTitle(settings, asked, pageMark).split(pageMark);
  const page = new Html(own.text.replaceAll('"', '&quot;'));
  return html`<title data-page="${page}">${before}${page}${after}</title>`.text;
}

/** Stands for the page's own title, which is HTML. No text has it: texts have lost such characters. */
const pageMark = '\u2066';
