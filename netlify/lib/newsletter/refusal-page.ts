import type { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { html } from '#src/shared/html.ts';
import { answerPage, forOneReader } from './newsletter-page.ts';
import { readSettings, type NewsletterSite } from './newsletter-site.ts';

/** What somebody sees whose request was refused, or could not be answered now. */
export async function refusalPage(site: NewsletterSite, refusal: Refusal): Promise<Response> {
  const settings = await readSettings(site, null);
  const { words } = settings;
  const isDown = refusal.status >= 500;
  const message = words[isDown ? 'error.unavailable' : 'error.invalid_request'];
  const headers = { ...forOneReader, ...refusal.headers };
  const body = html`<p class="notice" role="alert">${message}</p>`;
  return answerPage(site, settings, {
    status: refusal.status,
    title: words.heading,
    body,
    headers,
  });
}
