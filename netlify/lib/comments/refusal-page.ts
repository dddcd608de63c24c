import type { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import { html } from '#src/shared/html.ts';
import { answerPage, forOneReader } from './comments-page.ts';
import { partsOf, readCommentsSettings, type CommentsSite } from './comments-site.ts';

interface Refused {
  readonly refusal: Refusal;
  /** The article that was asked for, as it was written. */
  readonly key: string | null;
}

const unknown: ReadonlySet<string> = new Set(['unknown_article', 'no_comments']);

/** What somebody sees whose request was refused, or could not be answered now. */
export async function refusalPage(
  site: CommentsSite,
  { refusal, key }: Refused,
): Promise<Response> {
  if (unknown.has(refusal.code)) return answerNotFound(site.origin);
  const settings = await readCommentsSettings(site, partsOf(key).locale);
  const { words } = settings;
  const isDown = refusal.status >= 500;
  const message = words[isDown ? 'error.unavailable' : 'error.invalid_request'];
  return answerPage(site, settings, {
    status: refusal.status,
    title: words.heading,
    body: html`<p class="notice" role="alert">${message}</p>`,
    headers: { ...forOneReader, ...refusal.headers },
  });
}
