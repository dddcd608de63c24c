import { SiteError } from '#netlify/lib/newsletter/newsletter-site.ts';
import { pageHeadersOf } from '#netlify/lib/page-headers.ts';

/** The page that everybody is served, with the headers of every page: the policy among them. */
export interface FlatPage {
  readonly html: string;
  readonly headers: Headers;
}

/**
 * Fetches the flat page of an article as a stranger, without any cookie: what leads members here
 * lets it through.
 *
 * @throws SiteError where it cannot be had
 */
export async function readFlatPage(origin: string, article: string): Promise<FlatPage> {
  const response = await fetch(origin + encodeURI(article), {
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new SiteError('The site cannot be reached.', { cause });
  });
  if (!response.ok) throw new SiteError(`The site answers ${response.status} for ${article}`);
  const headers = pageHeadersOf(response.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return { html: await response.text(), headers };
}

/** Shows the sentence of the invitation that says why the text is not there: `MembersInvitation.astro`. */
export function uncover(html: string, reason: 'stranger' | 'unavailable'): string {
  return html.replace(` hidden data-members="${reason}"`, '');
}
